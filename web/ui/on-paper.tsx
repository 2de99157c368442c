import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useUser } from '../lib/use-user.ts';
import { useNow } from './clock.ts';
import { PaperTime } from './paper-time.tsx';
import { usePrinting } from './use-printing.ts';
import classes from './on-paper.module.css';

interface OnPaperProps {
  /** What is printed, as its heading. */
  title: ReactNode;
  children: ReactNode;
}

/** What goes on paper in place of the page while this is mounted: the house's name, when it was printed, and `children`. */
export function OnPaper(props: OnPaperProps) {
  return usePrinting() ? createPortal(<Sheet {...props} />, document.body) : null;
}

function Sheet({ title, children }: OnPaperProps) {
  const { tenantName } = useUser();
  const now = useNow();
  return (
    <article className={classes.paper} data-paper>
      <header className={classes.head}>
        <strong>
          <bdi>{tenantName}</bdi>
        </strong>
        <span>
          Printed <PaperTime at={new Date(now).toISOString()} />
        </span>
      </header>
      <h1 className={classes.title}>{title}</h1>
      {children}
    </article>
  );
}

/** Facts on paper, one a line. */
export const PaperFacts = ({ facts }: { facts: [name: string, value: ReactNode][] }) => (
  <dl className={classes.facts}>
    {facts.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

export const PaperSection = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={classes.section}>
    <h2>{title}</h2>
    {children}
  </section>
);
