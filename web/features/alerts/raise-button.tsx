import { Button } from '@mantine/core';
import { IconUrgent } from '@tabler/icons-react';
import classes from './raise-button.module.css';

/** Always in reach: calls somebody at once. */
export const RaiseButton = ({ onClick }: { onClick(): void }) => (
  <Button
    variant="outline"
    color="red"
    px={12}
    className={classes.raise}
    leftSection={<IconUrgent size={18} aria-hidden />}
    aria-label="Raise an urgent alert"
    onClick={onClick}
  >
    Alert
  </Button>
);
