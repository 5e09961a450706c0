package dev.arrway.feature.missing.web;

import dev.arrway.feature.missing.AvailableFilter;
import dev.arrway.feature.missing.MissingContent;
import dev.arrway.feature.missing.MissingFilter;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Pages;
import dev.arrway.gateway.Routes;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import java.util.function.BiFunction;

/** What playlists offer and libraries lack. */
public final class MissingRoutes implements Routes {
  private final MissingContent missing;
  private final BiFunction<Long, Long, ?> mine;

  /**
   * With the service behind it.
   *
   * @param mine throws {@code not_found} for an instance that is not a user's, by the user's id and
   *     its own
   */
  public MissingRoutes(MissingContent missing, BiFunction<Long, Long, ?> mine) {
    this.missing = missing;
    this.mine = mine;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("listMissingContent", this::list)
        .on("listAvailableContent", this::available)
        .on("findMatches", this::matches);
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

  private Future<Answer> available(Call call) {
    AvailableFilter filter =
        new AvailableFilter(
            call.optionalLong("instance_id").orElse(null),
            call.text("type").orElse(null),
            call.text("q").filter(text -> !text.isBlank()).orElse(null));
    return Future.succeededFuture(call.optionalLong("instance_id"))
        .map(instance -> instance.map(id -> mine.apply(call.user().userId(), id)))
        .compose(allowed -> missing.available(call.user(), filter, call.limit(), call.offset()))
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
