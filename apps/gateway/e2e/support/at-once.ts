import { SUBJECTS, type Subject } from './subjects.js';

/** Runs the same test for all subjects side by side, for tests that have to wait. */
export async function atOnce(test: (subject: Subject) => Promise<void>): Promise<void> {
  await Promise.all(
    SUBJECTS.map((subject) =>
      test(subject).catch((error: unknown) => {
        throw new Error(`With ${subject.name}: ${(error as Error).message}`, { cause: error });
      }),
    ),
  );
}
