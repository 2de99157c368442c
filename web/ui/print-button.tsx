import { ActionIcon } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';

/** Prints what the page has for paper. `what`: "this order". */
export const PrintButton = ({ what }: { what: string }) => (
  <ActionIcon variant="subtle" color="gray" size={36} aria-label={`Print ${what}`} title="Print" onClick={() => window.print()}>
    <IconPrinter size={18} aria-hidden />
  </ActionIcon>
);
