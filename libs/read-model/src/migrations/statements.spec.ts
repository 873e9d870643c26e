import { statementsOf } from './statements.ts';

it('splits a script at the ends of statements only', () => {
  const script = `
-- A comment; with a semicolon, and an apostrophe: it's one.
create table a (n int); -- behind it
insert into a values (1), ('x;y'), (-1);
create function f() returns int language plpgsql as $$
begin
  return '1;'; -- one;
end $$;
select 1 - 1
`;
  expect(statementsOf(script)).toEqual([
    "-- A comment; with a semicolon, and an apostrophe: it's one.\ncreate table a (n int)",
    "-- behind it\ninsert into a values (1), ('x;y'), (-1)",
    "create function f() returns int language plpgsql as $$\nbegin\n  return '1;'; -- one;\nend $$",
    'select 1 - 1',
  ]);
  expect(statementsOf(' \n')).toEqual([]);
});
