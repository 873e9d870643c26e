import { answerRehearsals } from './rehearsals/answer-rehearsals.ts';

/** The entry of the threads that rehearse. */
answerRehearsals();
