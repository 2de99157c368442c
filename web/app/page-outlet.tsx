import { Outlet } from 'react-router';
import classes from './page-outlet.module.css';

const pageId = 'page';

/** The first thing that the Tab key reaches: past the frame, to the page. */
export const SkipLink = () => (
  <a className={classes.skip} href={`#${pageId}`}>
    Skip to the page
  </a>
);

/** Where the frame shows the page of the address. */
export const PageOutlet = ({ className }: { className: string | undefined }) => (
  <main id={pageId} className={className} tabIndex={-1}>
    <Outlet />
  </main>
);
