import { Type, type Static, type TSchema } from 'typebox';

interface Annotations {
  readonly description: string;
  readonly deprecated?: boolean;
  readonly examples?: readonly unknown[];
}

interface NumberBounds {
  readonly minimum?: number;
  readonly maximum?: number;
}

// OpenAI's optional fields also take null, which means the same as leaving them out. A list of
// types instead of a union of schemas keeps validation cheap and its complaints short.

export const optionalNumber = (annotations: Annotations & NumberBounds) =>
  Type.Optional(Type.Unsafe<number | null>({ type: ['number', 'null'], ...annotations }));

export const optionalInteger = (annotations: Annotations & NumberBounds) =>
  Type.Optional(Type.Unsafe<number | null>({ type: ['integer', 'null'], ...annotations }));

export const optionalBoolean = (annotations: Annotations) =>
  Type.Optional(Type.Unsafe<boolean | null>({ type: ['boolean', 'null'], ...annotations }));

export const optionalString = (annotations: Annotations & { readonly maxLength?: number }) =>
  Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], ...annotations }));

/** A string out of a list. */
export const enumOf = <const Values extends readonly string[]>(
  values: Values,
  annotations?: Annotations,
) => Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], ...annotations });

export const optionalEnum = <const Values extends readonly string[]>(
  values: Values,
  annotations: Annotations,
) =>
  Type.Optional(
    Type.Unsafe<Values[number] | null>({
      type: ['string', 'null'],
      enum: [...values, null],
      ...annotations,
    }),
  );

/** An object whose content is not the gateway's to check. */
export const optionalObject = (annotations: Annotations) =>
  Type.Optional(
    Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'], ...annotations }),
  );

/** One of several objects, told apart by a field. */
export const taggedUnion = <Schemas extends TSchema[]>(
  tag: string,
  schemas: [...Schemas],
  annotations?: Annotations,
) =>
  Type.Unsafe<Static<Schemas[number]>>({
    type: 'object',
    discriminator: { propertyName: tag },
    required: [tag],
    oneOf: schemas,
    ...annotations,
  });
