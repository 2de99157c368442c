import { createTheme, mergeThemeOverrides, type CSSVariablesResolver } from '@mantine/core';

/** The one type scale: 12, 14, 16, 20 and 28 px, in rem so that the reader's own size counts. */
const fontSizes = { xs: '0.75rem', sm: '0.875rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' };
const fontFamily = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";
const heading = { fontWeight: '600', lineHeight: '1.3' };

const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  colors: {
    brand: ['#edfaf7', '#d3f1eb', '#a6e2d8', '#71cdbf', '#42b3a4', '#22988a', '#14847a', '#0f766e', '#0d5f59', '#0b4a46'],
    red: ['#fff1f0', '#ffe0dd', '#fdc4bf', '#f99e96', '#f4756a', '#e5554a', '#cf3a30', '#b42318', '#912018', '#7a1c15'],
    gray: ['#f6f8f8', '#eef1f1', '#e4e8e9', '#d5dbdc', '#c1c9ca', '#a2adaf', '#788588', '#566265', '#3a4446', '#1d2425'],
    dark: ['#dfe5e5', '#b8c2c3', '#98a4a6', '#7b878a', '#3a4547', '#2c3537', '#212829', '#171c1d', '#111516', '#0b0e0f'],
  },
  black: '#1d2425',
  fontFamily,
  fontSizes,
  headings: {
    fontFamily,
    sizes: {
      h1: { ...heading, fontSize: fontSizes.xl },
      h2: { ...heading, fontSize: fontSizes.lg },
      h3: { ...heading, fontSize: fontSizes.md },
      h4: { ...heading, fontSize: fontSizes.sm },
      h5: { ...heading, fontSize: fontSizes.sm },
      h6: { ...heading, fontSize: fontSizes.sm },
    },
  },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  radius: { xs: '0.25rem', sm: '0.25rem', md: '0.5rem', lg: '0.75rem', xl: '1rem' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  // by name, so that the first load does not carry components that it does not show
  components: {
    Badge: {
      styles: {
        root: { textTransform: 'none', fontSize: fontSizes.xs, fontWeight: 600, height: '1.5rem', letterSpacing: 0 },
        section: { marginInlineEnd: '0.25rem' },
      },
    },
    Menu: {
      // opening focuses the first entry; the library's own placeholder is no part of a menu
      defaultProps: { withInitialFocusPlaceholder: false },
      styles: { item: { minHeight: 'var(--app-menu-row)' }, label: { fontWeight: 600 } },
    },
    // the head of a dialog is not the banner of the page
    Modal: {
      // below the header, which urgent alerts lie over
      defaultProps: { yOffset: 'max(5dvh, min(var(--app-header-height), 12dvh))', attributes: { header: { role: 'presentation' } } },
      styles: { title: { fontWeight: 600 } },
    },
    Drawer: {
      defaultProps: { attributes: { header: { role: 'presentation' } } },
      styles: { title: { fontWeight: 600 } },
    },
  },
});

export const staffTheme = mergeThemeOverrides(theme, {
  components: { Text: { defaultProps: { size: 'sm' } } },
});

const forFingers = { minHeight: '2.75rem' };
const field = { defaultProps: { size: 'md' }, styles: { input: forFingers } };

/** Patients read on a phone, outdoors: 16 px and targets of 44 px. Where one signs in nobody knows yet who it is. */
export const patientTheme = mergeThemeOverrides(theme, {
  components: {
    Text: { defaultProps: { size: 'md' } },
    Button: { defaultProps: { size: 'md' }, styles: { root: forFingers } },
    TextInput: field,
    PasswordInput: {
      defaultProps: { size: 'md' },
      styles: { input: forFingers, innerInput: forFingers, visibilityToggle: { ...forFingers, minWidth: '2.75rem' }, section: { width: '2.75rem' } },
    },
    Textarea: field,
    NumberInput: field,
    Select: field,
    Switch: { defaultProps: { size: 'md' } },
    Modal: { styles: { close: { ...forFingers, minWidth: '2.75rem' } } },
  },
});

/** Greys that are read must reach AA on every surface that they stand on. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#566265',
    '--mantine-color-placeholder': '#677376',
    '--app-page': '#f6f8f8',
    '--app-panel': '#ffffff',
    '--app-hover': '#eef1f1',
    '--app-border': '#e0e5e6',
    '--app-amber-surface': '#fff7e0',
    '--app-amber-border': '#e8c36a',
    '--app-amber-text': '#6b4700',
    '--app-green': '#1f7a3d',
    '--app-red': '#b42318',
    '--app-brand-text': '#0f766e',
    '--mantine-color-error': '#b42318',
    '--mantine-color-green-light-color': '#1b6131',
    '--mantine-color-yellow-light-color': '#7a4a00',
  },
  dark: {
    '--mantine-color-dimmed': '#98a4a6',
    '--mantine-color-placeholder': '#879396',
    '--app-page': '#111516',
    '--app-panel': '#171c1d',
    '--app-hover': '#212829',
    '--app-border': '#2c3537',
    '--app-amber-surface': '#2e2611',
    '--app-amber-border': '#6b561f',
    '--app-amber-text': '#f2cf7e',
    '--app-green': '#6bcf8e',
    '--app-red': '#ff8a7a',
    '--app-brand-text': '#42b3a4',
    '--mantine-color-error': '#ff8a7a',
    '--mantine-color-brand-light': 'rgb(66 179 164 / 16%)',
    '--mantine-color-brand-light-hover': 'rgb(66 179 164 / 22%)',
    '--mantine-color-brand-light-color': '#8bd8cc',
    '--mantine-color-yellow-light': 'rgb(242 207 126 / 15%)',
    '--mantine-color-yellow-light-color': '#f2cf7e',
    '--mantine-color-green-light': 'rgb(107 207 142 / 15%)',
    '--mantine-color-green-light-color': '#9fe0b5',
    '--mantine-color-red-light': 'rgb(255 138 122 / 15%)',
    '--mantine-color-red-light-color': '#ffb3a8',
    '--mantine-color-gray-light': 'rgb(162 173 175 / 15%)',
    '--mantine-color-gray-light-hover': 'rgb(162 173 175 / 20%)',
    '--mantine-color-gray-light-color': '#c1c9ca',
  },
});
