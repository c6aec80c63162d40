export type Row = Readonly<Record<string, string>>;

/** Stands for a database of the house. */
export const TABLES: Readonly<Record<string, readonly Row[]>> = {
  offices: [
    { city: 'Lyon', phone: '+33 4 00 00 00 00', hours: '8 to 18' },
    { city: 'Leeds', phone: '+44 113 000 0000', hours: '9 to 17' },
  ],
  colleagues: [
    { name: 'Ada', office: 'Leeds', role: 'analyst' },
    { name: 'Blaise', office: 'Lyon', role: 'auditor' },
  ],
};
