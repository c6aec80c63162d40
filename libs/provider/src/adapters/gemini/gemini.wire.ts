/**
 * Loose types of Google's `generateContent` (reference/protocols.md 4.1). Everything that comes back
 * may be absent or null, and unknown fields are kept by whoever reads the object.
 */
export interface GeminiPart {
  readonly text?: string | null;
  /** True: the text is thinking. */
  readonly thought?: boolean | null;
  /** Base64; must be replayed on the very same part. */
  readonly thoughtSignature?: string | null;
  readonly inlineData?: GeminiBlob | null;
  readonly fileData?: { readonly fileUri?: string; readonly mimeType?: string } | null;
  readonly functionCall?: GeminiFunctionCall | null;
  readonly functionResponse?: GeminiFunctionResponse | null;
}

export interface GeminiBlob {
  readonly mimeType?: string;
  /** Standard base64. */
  readonly data?: string;
}

export interface GeminiFunctionCall {
  /** May be missing before Gemini 3. */
  readonly id?: string | null;
  readonly name?: string | null;
  readonly args?: unknown;
}

export interface GeminiFunctionResponse {
  readonly id?: string;
  readonly name: string;
  readonly response: Readonly<Record<string, unknown>>;
  /** Media beside the response; Gemini 3 and later. */
  readonly parts?: readonly Pick<GeminiPart, 'inlineData' | 'fileData'>[];
}

export interface GeminiContent {
  readonly role?: 'user' | 'model' | null;
  readonly parts?: readonly GeminiPart[] | null;
}

export interface GeminiFunctionDeclaration {
  readonly name: string;
  readonly description?: string;
  readonly parametersJsonSchema?: unknown;
}

export interface GeminiThinkingConfig {
  readonly includeThoughts?: boolean;
  /** In tokens; 0 is off, -1 leaves it to the model. Before Gemini 3. */
  readonly thinkingBudget?: number;
  /** Gemini 3 and later. */
  readonly thinkingLevel?: string;
}

export interface GeminiGenerationConfig {
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly candidateCount?: number;
  readonly maxOutputTokens?: number;
  readonly stopSequences?: readonly string[];
  readonly responseLogprobs?: boolean;
  readonly logprobs?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly seed?: number;
  readonly responseMimeType?: string;
  readonly responseJsonSchema?: unknown;
  readonly responseModalities?: readonly string[];
  readonly thinkingConfig?: GeminiThinkingConfig;
}

export interface GeminiRequest {
  readonly contents: readonly GeminiContent[];
  readonly systemInstruction?: GeminiContent;
  readonly tools?: readonly {
    readonly functionDeclarations: readonly GeminiFunctionDeclaration[];
  }[];
  readonly toolConfig?: {
    readonly functionCallingConfig: {
      readonly mode: 'AUTO' | 'ANY' | 'NONE' | 'VALIDATED';
      readonly allowedFunctionNames?: readonly string[];
    };
  };
  readonly generationConfig?: GeminiGenerationConfig;
  readonly safetySettings?: unknown;
  readonly cachedContent?: string;
  readonly serviceTier?: 'flex' | 'standard' | 'priority';
  readonly store?: boolean;
  /** Resumes an answer that ended with `CONTINUATION`. */
  readonly continuationToken?: string;
}

export interface GeminiTokenDetail {
  readonly modality?: string | null;
  readonly tokenCount?: number | null;
}

/** Counters in tokens. In a stream each chunk repeats them, grown. */
export interface GeminiUsage {
  /** Includes the cached tokens. */
  readonly promptTokenCount?: number | null;
  readonly cachedContentTokenCount?: number | null;
  /** Excludes the thoughts. */
  readonly candidatesTokenCount?: number | null;
  readonly thoughtsTokenCount?: number | null;
  readonly toolUsePromptTokenCount?: number | null;
  readonly totalTokenCount?: number | null;
  readonly promptTokensDetails?: readonly GeminiTokenDetail[] | null;
  readonly candidatesTokensDetails?: readonly GeminiTokenDetail[] | null;
  readonly serviceTier?: string | null;
}

export interface GeminiLogprob {
  readonly token?: string | null;
  readonly tokenId?: number | null;
  readonly logProbability?: number | null;
}

export interface GeminiLogprobs {
  readonly chosenCandidates?: readonly GeminiLogprob[] | null;
  readonly topCandidates?:
    readonly { readonly candidates?: readonly GeminiLogprob[] | null }[] | null;
}

export interface GeminiCandidate {
  readonly index?: number | null;
  readonly content?: GeminiContent | null;
  readonly finishReason?: string | null;
  readonly finishMessage?: string | null;
  readonly continuationToken?: string | null;
  readonly logprobsResult?: GeminiLogprobs | null;
}

/** A whole answer, or one chunk of a stream. */
export interface GeminiResponse {
  readonly responseId?: string | null;
  readonly modelVersion?: string | null;
  /** RFC 3339. */
  readonly createTime?: string | null;
  readonly candidates?: readonly GeminiCandidate[] | null;
  readonly promptFeedback?: {
    readonly blockReason?: string | null;
    readonly blockReasonMessage?: string | null;
  } | null;
  readonly usageMetadata?: GeminiUsage | null;
  /** An error inside a stream that has begun. */
  readonly error?: GeminiStatus | null;
}

/** Google's RPC status, the body of every error. */
export interface GeminiStatus {
  readonly code?: number | null;
  readonly message?: string | null;
  readonly status?: string | null;
  readonly details?: readonly GeminiErrorDetail[] | null;
}

export interface GeminiErrorDetail {
  readonly '@type'?: string;
  /** `google.rpc.ErrorInfo`. */
  readonly reason?: string;
  /** `google.rpc.RetryInfo`: seconds with a trailing `s`. */
  readonly retryDelay?: string;
  /** `google.rpc.QuotaFailure`. */
  readonly violations?: readonly { readonly quotaId?: string; readonly quotaValue?: string }[];
}

export interface GeminiEmbeddings {
  readonly embeddings?: readonly { readonly values?: readonly number[] | null }[] | null;
  readonly usageMetadata?: { readonly promptTokenCount?: number | null } | null;
}

export interface GeminiModelList {
  readonly models?: readonly GeminiModel[] | null;
  readonly nextPageToken?: string | null;
}

export interface GeminiModel {
  /** `models/gemini-3.8-flash`. */
  readonly name?: string;
  readonly inputTokenLimit?: number;
  readonly outputTokenLimit?: number;
  readonly supportedGenerationMethods?: readonly string[];
}
