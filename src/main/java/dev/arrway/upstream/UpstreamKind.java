package dev.arrway.upstream;

/**
 * What an upstream is for; decides which commands it takes and which port its client implements.
 */
public enum UpstreamKind {
  /** Manages movies: {@link ArrClient}. */
  MOVIES,
  /** Manages series: {@link ArrClient}. */
  SERIES
}
