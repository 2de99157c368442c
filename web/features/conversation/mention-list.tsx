import { Avatar, VisuallyHidden } from '@mantine/core';
import { roleName } from '../../../shared/roles.ts';
import { plainName } from '../../../shared/names.ts';
import type { Mentions } from './use-mentions.ts';
import classes from './mention-list.module.css';

/** Who can be named here. The focus stays in the text: the keys are those of the field. */
export function MentionList({ mentions: { options, active, listId, optionId, pick } }: { mentions: Mentions }) {
  return (
    <>
      <VisuallyHidden role="status">{options.length > 0 && `${options.length} to mention: arrows choose, Enter picks.`}</VisuallyHidden>
      {options.length > 0 && (
        <div className={classes.list} id={listId} role="listbox" aria-label="People to mention">
          {options.map((person, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field has the focus and takes the keys
            <div
              key={person.id}
              id={optionId(index)}
              className={classes.option}
              role="option"
              aria-selected={index === active}
              // a press would take the focus out of the text
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(person)}
            >
              <Avatar name={plainName(person.name)} size={24} radius="xl" color="brand" aria-hidden />
              <span className={classes.name}><bdi>{person.name}</bdi></span>
              <span className={classes.role}>{roleName(person.role)}</span>
            </div>
          ))}
        </div>
      )}
    </>
  );
}
