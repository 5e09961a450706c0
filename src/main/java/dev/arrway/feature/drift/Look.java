package dev.arrway.feature.drift;

/**
 * A look at an instance.
 *
 * @param json the state as it is kept
 * @param hash of what is kept
 */
record Look(SeenState state, String json, String hash) {
  static Look of(SeenState state) {
    String json = state.json();
    return new Look(state, json, SeenState.hash(json));
  }
}
