import type { Message } from '../../../shared/messages.ts';
import { roleName } from '../../../shared/roles.ts';
import { isolated } from '../../../shared/text.ts';
import { OnPaper, PaperFacts, PaperSection } from '../../ui/on-paper.tsx';
import { PaperTime } from '../../ui/paper-time.tsx';
import { birthDate } from '../../ui/time-words.ts';
import { useConversation } from '../conversation/use-conversation.ts';

/** A thread as it is printed: about whom, who is in it, and what was said as far back as it is on the page. */
export function ThreadPaper({ roomId }: { roomId: string }) {
  const conversation = useConversation(roomId);
  if (conversation?.about.kind !== 'thread') return null;
  const { about, members, messages, hasMore } = conversation;
  return (
    <OnPaper title={<bdi>{about.subject}</bdi>}>
      <PaperFacts
        facts={[
          ...(about.patient
            ? ([
                ['Patient', <bdi key="name">{about.patient.name}</bdi>],
                ['Born', birthDate(about.patient.dateOfBirth)],
              ] as [string, React.ReactNode][])
            : []),
          ['People', members.map(({ name }) => isolated(name)).join(', ')],
        ]}
      />
      <PaperSection title="Messages">
        {hasMore && <p>Earlier messages are not on this sheet.</p>}
        <ol>
          {messages.map((message) => (
            <MessageOnPaper key={message.id} message={message} />
          ))}
        </ol>
      </PaperSection>
    </OnPaper>
  );
}

const MessageOnPaper = ({ message: { sender, content, createdAt, messageType } }: { message: Message }) => (
  <li>
    <PaperTime at={createdAt} />{' '}
    {messageType !== 'system' && (
      <strong>
        <bdi>{sender.name}</bdi>, {roleName(sender.role)}
      </strong>
    )}
    <p dir="auto">{content}</p>
  </li>
);
