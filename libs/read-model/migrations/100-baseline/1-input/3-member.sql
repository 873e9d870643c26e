-- Members of the consumer group, with the advisory lock that shows whether the process lives.
create table group_member (
  member_id text primary key,                  -- as the broker knows it
  group_id  text not null,
  key       int  not null                      -- second key of the member's advisory lock
);

-- Numbers start again after the last one.
create sequence group_member_key as int cycle;
