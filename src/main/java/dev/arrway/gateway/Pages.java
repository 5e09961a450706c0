package dev.arrway.gateway;

import dev.arrway.platform.store.Slice;

/** Parts of stored lists as pages. */
public final class Pages {
  private Pages() {}

  public static Answer of(Call call, Slice<?> slice) {
    return Answer.ok(new Page<>(slice.items(), slice.total(), call.limit(), call.offset()));
  }
}
