/** The words of messages that the search keeps, of orders alone; the application's triggers keep those of names and items. */
export const wordsSql = `
create temp table lived_word as
select content, word from (select distinct content from lived_message) line cross join lateral unnest(search_words(content)) word;
create index on lived_word (content);
analyze lived_word;

insert into search_word (tenant_id, kind, word, id)
select distinct m.tenant_id, case m.visibility when 'staff' then 'note' else 'order' end, word, m.room_id
from lived_message m join lived_order o on o.room_id = m.room_id join lived_word w on w.content = m.content
order by 1, 2, 3, 4 on conflict do nothing;
`;
