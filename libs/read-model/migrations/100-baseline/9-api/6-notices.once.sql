-- Days may be a month or a year: of the announcement and the beginning the first day counts, of the end the last.
create view api.notices as
select n.notice, n.data ->> 'issuer' as issuer, n.data ->> 'title' as title,
  case length(n.data ->> 'announcedOn')
    when 4 then (n.data ->> 'announcedOn' || '-01-01')::date
    when 7 then (n.data ->> 'announcedOn' || '-01')::date
    else (n.data ->> 'announcedOn')::date end as announced_on,
  n.data ->> 'announcedOn' as announced_on_text,
  case length(n.data ->> 'effectiveFrom')
    when 4 then (n.data ->> 'effectiveFrom' || '-01-01')::date
    when 7 then (n.data ->> 'effectiveFrom' || '-01')::date
    else (n.data ->> 'effectiveFrom')::date end as effective_from,
  n.data ->> 'effectiveFrom' as effective_from_text,
  case length(n.data ->> 'effectiveTo')
    when 4 then (n.data ->> 'effectiveTo' || '-12-31')::date
    when 7 then ((n.data ->> 'effectiveTo' || '-01')::date + interval '1 month - 1 day')::date
    else (n.data ->> 'effectiveTo')::date end as effective_to,
  n.data ->> 'effectiveTo' as effective_to_text,
  array(select json_array_elements_text(case json_typeof(n.data #> '{scope,areas}') when 'array' then n.data #> '{scope,areas}' end)) as areas,
  array(select json_array_elements_text(case json_typeof(n.data #> '{scope,modes}') when 'array' then n.data #> '{scope,modes}' end)) as modes,
  n.data #>> '{scope,flow}' as flow,
  array(select json_array_elements_text(case json_typeof(n.data #> '{scope,products}') when 'array' then n.data #> '{scope,products}' end)) as products,
  n.withdrawn, e.known_at, n.data #>> '{evidence,document}' as document, e.source, e.id
from notice n join event e on e.event_id = n.event_id;
comment on view api.notices is 'Policy notices: the newest publication or withdrawal, and what was published.';
