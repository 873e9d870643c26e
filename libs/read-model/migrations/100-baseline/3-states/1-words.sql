-- Verdicts, flags and reason of a version. Plain text functions: a document that is no valid json for PostgreSQL (an escaped NUL)
-- must not break the insert. Only pg_catalog is used, since index maintenance runs without a search path.
create function state_words(document text) returns text[]
language plpgsql immutable strict parallel safe
as $$
declare
  said text := split_part(document, ',"change":{', 1);
  parts text[] := string_to_array(said, '"verdict":"');
  words text[] := string_to_array(replace(split_part(split_part(said, '"flags":[', 2), ']', 1), '"', ''), ',');
begin
  for place in 2 .. cardinality(parts) loop
    words := words || split_part(parts[place], '"', 1);
  end loop;
  return array_remove(words || split_part(split_part(document, ',"change":{"reason":"', 2), '"', 1), '');
end $$;
