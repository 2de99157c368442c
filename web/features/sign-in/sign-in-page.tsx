import { Alert, Button, MantineThemeProvider, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { Logo } from '../../app/logo.tsx';
import { patientTheme } from '../../app/theme.ts';
import { failureOf } from '../../lib/error-words.ts';
import { returnAddress } from '../../lib/return-address.ts';
import { useSessionState } from '../../lib/use-session.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { DemoPeople } from './demo-people.tsx';
import classes from './sign-in-page.module.css';
import { SignInProblem } from './sign-in-problem.tsx';
import { SomeoneElseHere } from './someone-else-here.tsx';
import { useDemoPeople, useLinkedPerson, type DemoPerson } from './use-demo-people.ts';
import { useSignIn } from './use-sign-in.ts';

export function SignInPage() {
  usePageTitle('Sign in');
  const state = useSessionState();
  const [search] = useSearchParams();
  const people = useDemoPeople();
  const linked = useLinkedPerson(people);
  const { current, signIn, signInAs } = useSignIn();
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : 'Write your email address, such as lena@example.com.'),
      password: (password) => (password === '' ? 'Write your password.' : null),
    },
  });
  useFollowedLink(state.name === 'signed_out' && linked !== 'unknown' ? linked : null, signInAs);

  if (state.name === 'signed_in') {
    if (linked === 'unknown') return null;
    if (linked !== null && linked.email !== state.user.email) return <PatientPage><SomeoneElseHere user={state.user} person={linked} /></PatientPage>;
    return <Navigate to={returnAddress(search.get('next'), window.location.origin)} replace />;
  }

  async function submit({ email, password }: typeof form.values): Promise<void> {
    const problem = await signIn({ email: email.trim(), password });
    if (failureOf(problem)?.reason === 'WRONG_CREDENTIALS') form.setFieldValue('password', '');
  }

  const problem = current.problem === null ? null : <SignInProblem error={current.problem} />;
  return (
    <PatientPage>
        <div className={classes.card}>
          <div className={classes.brand}>
            <Logo size={40} />
            <Title order={1} size="lg">
              Sign in to MedSync
            </Title>
          </div>
          {state.name === 'signed_out' && <WhySignedOut because={state.because} />}
          {current.as === null && problem}
          <form onSubmit={form.onSubmit((values) => void submit(values))} noValidate>
            <Stack gap={16}>
              <TextInput label="Email" type="email" autoComplete="username" {...form.getInputProps('email')} />
              <PasswordInput
                label="Password"
                autoComplete="current-password"
                visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
                {...form.getInputProps('password')}
              />
              <Button type="submit" loading={current.isBusy && current.as === null} disabled={current.isBusy && current.as !== null} fullWidth>
                Sign in
              </Button>
            </Stack>
          </form>
        </div>
        {people !== null && people.length > 0 && (
          <DemoPeople people={people} busy={current.isBusy ? current.as : null} problem={current.as && problem} onChoose={(person) => void signInAs(person)} />
        )}
    </PatientPage>
  );
}

/** In the measures of patients: anybody may sign in. */
const PatientPage = ({ children }: { children: ReactNode }) => (
  <MantineThemeProvider theme={patientTheme}>
    <main className={classes.page}>{children}</main>
  </MantineThemeProvider>
);

/** Signs in once whom a link was followed for: who signs out afterwards stays signed out. */
function useFollowedLink(person: DemoPerson | null, signInAs: (person: DemoPerson) => Promise<unknown>): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (person === null || isDone.current) return;
    isDone.current = true;
    void signInAs(person);
  });
}

function WhySignedOut({ because }: { because: 'nobody' | 'ended' | 'signed_out' }) {
  if (because === 'nobody') return null;
  return (
    <Alert color="gray" variant="light" icon={<IconInfoCircle />} role="status">
      {because === 'ended'
        ? 'Your session has ended. Sign in again to go on where you were. What you had sent is safe.'
        : 'You are signed out, in all tabs of this browser.'}
    </Alert>
  );
}
