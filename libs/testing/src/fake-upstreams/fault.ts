/** How a fake upstream misbehaves, once, on purpose. Times are in milliseconds. */
export type Fault =
  /** Answers with this status; the fake vendor's own error body when `body` is absent. */
  | {
      readonly type: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Destroys the socket without a byte of answer. */
  | { readonly type: 'reset' }
  /** Never answers. */
  | { readonly type: 'silent' }
  /** Answers after a while. */
  | { readonly type: 'delay'; readonly ms: number }
  /** 200 with a body that is not the vendor's format. */
  | { readonly type: 'malformed' }
  /** Ends the body cleanly after so many frames, before the protocol's last one. */
  | { readonly type: 'cut-after'; readonly frames: number }
  /** Destroys the socket after so many frames. */
  | { readonly type: 'reset-after'; readonly frames: number }
  /** Falls silent after so many frames and keeps the connection open. */
  | { readonly type: 'silent-after'; readonly frames: number }
  /** Sends the vendor's own in-stream error after so many frames. */
  | { readonly type: 'error-after'; readonly frames: number }
  /** Sends a frame that cannot be parsed after so many frames. */
  | { readonly type: 'malformed-after'; readonly frames: number }
  /** Writes the body in pieces of so many bytes, wherever that cuts. */
  | { readonly type: 'chop'; readonly bytes: number };
