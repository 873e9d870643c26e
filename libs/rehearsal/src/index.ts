export { changedBulletin } from './changed-bulletin.ts';
export { plansAfter } from './plans-after.ts';
export { rehearse, type PlacedEvents, type RehearsalSettings } from './rehearse.ts';
