import { Alert, Button, MantineThemeProvider, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { Logo } from '../../app/logo.tsx';
import { patientTheme } from '../../app/theme.ts';
import { failureOf } from '../../lib/error-words.ts';
import { returnAddress } from '../../lib/return-address.ts';
import { useSession, useSessionState } from '../../lib/use-session.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { DemoPeople } from './demo-people.tsx';
import classes from './sign-in-page.module.css';
import { SignInProblem } from './sign-in-problem.tsx';
import { demoPassword, useDemoPeople, type DemoPerson } from './use-demo-people.ts';

export function SignInPage() {
  usePageTitle('Sign in');
  const session = useSession();
  const state = useSessionState();
  const [search] = useSearchParams();
  const people = useDemoPeople();
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : 'Write your email address, such as lena@example.com.'),
      password: (password) => (password === '' ? 'Write your password.' : null),
    },
  });

  if (state.name === 'signed_in') return <Navigate to={returnAddress(search.get('next'), window.location.origin)} replace />;

  async function signIn({ email, password }: typeof form.values): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      await session.signIn({ email: email.trim(), password });
    } catch (error) {
      setProblem(error);
      if (failureOf(error)?.reason === 'WRONG_CREDENTIALS') form.setFieldValue('password', '');
    } finally {
      setBusy(false);
    }
  }

  function choose({ email }: DemoPerson): void {
    form.setValues({ email, password: demoPassword });
    form.clearErrors();
    setProblem(null);
  }

  return (
    <MantineThemeProvider theme={patientTheme}>
      <main className={classes.page}>
        <div className={classes.card}>
          <div className={classes.brand}>
            <Logo size={40} />
            <Title order={1} size="lg">
              Sign in to MedSync
            </Title>
          </div>
          {state.name === 'signed_out' && <WhySignedOut because={state.because} />}
          {problem !== null && <SignInProblem error={problem} />}
          <form onSubmit={form.onSubmit((values) => void signIn(values))} noValidate>
            <Stack gap={16}>
              <TextInput label="Email" type="email" autoComplete="username" {...form.getInputProps('email')} />
              <PasswordInput
                label="Password"
                autoComplete="current-password"
                visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
                {...form.getInputProps('password')}
              />
              <Button type="submit" loading={isBusy} fullWidth>
                Sign in
              </Button>
            </Stack>
          </form>
        </div>
        {people.length > 0 && <DemoPeople people={people} onChoose={choose} />}
      </main>
    </MantineThemeProvider>
  );
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
