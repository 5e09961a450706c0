package dev.arrway.gateway.route;

import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import dev.arrway.missing.MissingContent;
import dev.arrway.missing.MissingFilter;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;

/** What playlists offer and libraries lack. */
public final class MissingRoutes implements Routes {
  private final MissingContent missing;

  /** With the service behind it. */
  public MissingRoutes(MissingContent missing) {
    this.missing = missing;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations.on("listMissingContent", this::list).on("findMatches", this::matches);
  }

  private Future<Answer> list(Call call) {
    MissingFilter filter =
        new MissingFilter(
            call.text("type").orElse(null),
            call.optionalLong("playlist_id").orElse(null),
            call.text("q").filter(text -> !text.isBlank()).orElse(null),
            call.optionalLong("max_confidence").map(Long::intValue).orElse(null));
    return missing
        .list(call.user(), filter, call.limit(), call.offset())
        .map(slice -> Pages.of(call, slice));
  }

  private Future<Answer> matches(Call call) {
    String title =
        call.text("title").orElseThrow(() -> Failure.invalid("title", "is required").asException());
    return missing
        .candidates(
            call.user(),
            title,
            call.optionalLong("year").map(Long::intValue).orElse(null),
            call.text("type").orElse(null),
            call.limit(),
            call.offset())
        .map(slice -> Pages.of(call, slice));
  }
}
