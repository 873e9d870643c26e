-- Made from ops/services.json, ops/frames/grants.sql by npm run -s services: a change is made there.
-- Grants of each role on the tables. The owner runs this after each migration; a second run changes nothing:
--   psql -v ON_ERROR_STOP=1 -d silkgauge -U silkgauge_owner -f ops/postgres/grants.sql

-- The aggregation writes rows and owns no table.
grant select, insert, update on consumer_position to silkgauge_aggregation;
grant select, insert, update (outcome, rule, reason) on event to silkgauge_aggregation;
grant select, insert on series to silkgauge_aggregation;
grant select, insert, update on figure to silkgauge_aggregation;
grant select, insert, delete on withdrawal to silkgauge_aggregation;
grant select, insert, update on notice to silkgauge_aggregation;
grant select, insert, update on sale_total to silkgauge_aggregation;
grant select, insert on sale_month to silkgauge_aggregation;
grant select, insert, delete on identity_window to silkgauge_aggregation;
grant select, update on change_cursor to silkgauge_aggregation;
grant select, insert, delete on change to silkgauge_aggregation;
grant select, insert on register_version to silkgauge_aggregation;
grant select, insert, update on claim to silkgauge_aggregation;
grant select, insert, update on growth_state to silkgauge_aggregation;
grant select, insert, update on dead_letter to silkgauge_aggregation;
grant select, insert, update on relay_position to silkgauge_aggregation;
grant select, update on desk_position to silkgauge_aggregation;
grant select, insert on incarnation to silkgauge_aggregation;
grant select on version_floor to silkgauge_aggregation;
grant select on register_floor to silkgauge_aggregation;
grant select, update on facts_turn to silkgauge_aggregation;
grant select on position_skip to silkgauge_aggregation;
grant select on dead_letter_replay to silkgauge_aggregation;
grant select, insert, delete on change_mark to silkgauge_aggregation;
grant select, update on change_retention to silkgauge_aggregation;
grant select, insert, update on thinned_fold to silkgauge_aggregation;
grant select on rebuilt_fold to silkgauge_aggregation;
grant select, insert, update, delete on group_member to silkgauge_aggregation;
grant usage on sequence group_member_key to silkgauge_aggregation;
grant select, insert, update, delete on job to silkgauge_aggregation;
-- Thinning waits for subscriptions.
grant usage on schema notifier to silkgauge_aggregation;
grant select (id, slot, status) on notifier.subscription to silkgauge_aggregation;
grant select (subscription, live, position) on notifier.progress to silkgauge_aggregation;
grant select (slot, position) on notifier.slot to silkgauge_aggregation;
-- Nobody else but operators, who rebuild, sees what is under embargo.
grant select, insert, update, delete on embargoed to silkgauge_aggregation;

-- The API reads; LISTEN needs no grant.
grant select on consumer_position to silkgauge_growth_api;
grant select on event to silkgauge_growth_api;
grant select on series to silkgauge_growth_api;
grant select on figure to silkgauge_growth_api;
grant select on withdrawal to silkgauge_growth_api;
grant select on notice to silkgauge_growth_api;
grant select on sale_total to silkgauge_growth_api;
grant select on sale_month to silkgauge_growth_api;
grant select on change_cursor to silkgauge_growth_api;
grant select on change_mark to silkgauge_growth_api;
grant select on incarnation to silkgauge_growth_api;
grant select on change to silkgauge_growth_api;
grant select on register_version to silkgauge_growth_api;
grant select on claim to silkgauge_growth_api;
grant select on growth_state to silkgauge_growth_api;
grant select on change_retention to silkgauge_growth_api;
grant select on thinned_fold to silkgauge_growth_api;
grant select on rebuilt_fold to silkgauge_growth_api;
grant select on rebuild to silkgauge_growth_api;
grant select on job to silkgauge_growth_api;
-- Rehearsals decide as the aggregation does, in a transaction that only reads.
grant select on version_floor to silkgauge_growth_api;
grant select on register_floor to silkgauge_growth_api;

-- The notifier reads the log, and writes in its own schema.
grant select on change to silkgauge_notifier;
grant select on register_version to silkgauge_notifier;
grant select on series to silkgauge_notifier;
grant select on growth_state to silkgauge_notifier;
grant select on change_cursor to silkgauge_notifier;
grant select on change_retention to silkgauge_notifier;
grant select on incarnation to silkgauge_notifier;
grant usage on schema notifier to silkgauge_notifier;
grant select, update on notifier.slot to silkgauge_notifier;
grant select, insert, update, delete on notifier.subscription to silkgauge_notifier;
grant select, insert, update on notifier.progress to silkgauge_notifier;
grant select, insert, delete on notifier.attempt to silkgauge_notifier;
grant select, insert, delete on notifier.request to silkgauge_notifier;

-- Operators' commands write operational rows; a rebuild also corrects the read model.
grant select, update on consumer_position to silkgauge_operator;
grant select, insert, update, delete on embargoed to silkgauge_operator;
grant select, insert, update, delete on event to silkgauge_operator;
grant select, insert, update on series to silkgauge_operator;
grant select, insert, update, delete on figure to silkgauge_operator;
grant select, insert, update, delete on withdrawal to silkgauge_operator;
grant select, insert, update, delete on notice to silkgauge_operator;
grant select, insert, update, delete on sale_total to silkgauge_operator;
grant select, insert, update, delete on sale_month to silkgauge_operator;
grant select, insert, update, delete on identity_window to silkgauge_operator;
grant select, update on change_cursor to silkgauge_operator;
grant select, insert on change to silkgauge_operator;
grant select, insert on register_version to silkgauge_operator;
grant select, insert, update, delete on claim to silkgauge_operator;
grant select, insert, update, delete on growth_state to silkgauge_operator;
grant select, insert, update, delete on dead_letter to silkgauge_operator;
grant select, update on relay_position to silkgauge_operator;
grant select, update on desk_position to silkgauge_operator;
grant select, insert on incarnation to silkgauge_operator;
grant select, insert, update on version_floor to silkgauge_operator;
grant select, insert, update on register_floor to silkgauge_operator;
grant select on change_retention to silkgauge_operator;
grant select, update on facts_turn to silkgauge_operator;
grant select, insert, update on position_skip to silkgauge_operator;
grant select, insert, update on dead_letter_replay to silkgauge_operator;
grant select on thinned_fold to silkgauge_operator;
grant select, insert on rebuilt_fold to silkgauge_operator;
grant select, insert on rebuild to silkgauge_operator;
grant select, delete on job to silkgauge_operator;

-- Readers see the views of the schema api, and nothing else.
grant usage on schema api to silkgauge_read;
grant select on api.growth to silkgauge_read;
grant select on api.revisions to silkgauge_read;
grant select on api.observations to silkgauge_read;
grant select on api.sales to silkgauge_read;
grant select on api.notices to silkgauge_read;
