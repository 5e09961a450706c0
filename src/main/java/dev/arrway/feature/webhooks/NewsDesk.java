package dev.arrway.feature.webhooks;

import dev.arrway.domain.arr.ArrNews;
import dev.arrway.domain.arr.NewsKind;
import dev.arrway.feature.libraries.LibraryEdits;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Applies news in the caller's transaction: news that is known already is dropped, the library
 * snapshot is updated as far as the news says, and titles that changed are marked to be read again.
 * The result does not depend on the order of the news or on how often the same arrives.
 */
final class NewsDesk {
  private final LibraryEdits library;
  private final Outbox outbox;

  NewsDesk(LibraryEdits library, Outbox outbox) {
    this.library = library;
    this.outbox = outbox;
  }

  /**
   * The effect of one piece of news.
   *
   * @param event to be appended as the last step of the transaction; null for what has no effect
   * @param touched whether a title is to be read again
   * @param changed whether the snapshot has changed
   */
  record Outcome(boolean duplicate, @Nullable EventDraft event, boolean touched, boolean changed) {
    static final Outcome NONE = new Outcome(false, null, false, false);
    static final Outcome AGAIN = new Outcome(true, null, false, false);
  }

  private record Effect(boolean touched, boolean changed) {
    static final Effect NONE = new Effect(false, false);
  }

  Future<Outcome> take(
      SqlConnection c, Instance instance, ArrNews news, Instant happenedAt, String via) {
    List<NewsKey> keys = NewsKey.of(news);
    if (keys.isEmpty()) {
      return Future.succeededFuture(Outcome.NONE);
    }
    return SeenRows.claim(c, instance.id(), instance.ownerId(), keys, happenedAt)
        .compose(
            isNew ->
                isNew
                    ? told(c, instance, news, happenedAt, via)
                    : Future.succeededFuture(Outcome.AGAIN));
  }

  private Future<Outcome> told(
      SqlConnection c, Instance instance, ArrNews news, Instant happenedAt, String via) {
    ArrNews.Subject subject = news.subject();
    if (subject == null) {
      EventDraft event = event(instance, news, happenedAt, via, Optional.empty(), null);
      return Future.succeededFuture(new Outcome(false, event, false, false));
    }
    // What the library knows is asked before a deletion takes it away.
    return library
        .known(c, instance.id(), subject.id())
        .compose(
            known ->
                correlation(c, instance, news, subject)
                    .compose(
                        correlation ->
                            effect(c, instance, news, subject)
                                .map(
                                    effect ->
                                        new Outcome(
                                            false,
                                            event(
                                                instance,
                                                news,
                                                happenedAt,
                                                via,
                                                known,
                                                correlation),
                                            effect.touched(),
                                            effect.changed()))));
  }

  private static EventDraft event(
      Instance instance,
      ArrNews news,
      Instant happenedAt,
      String via,
      Optional<LibraryEdits.Known> known,
      @Nullable String correlation) {
    return NewsEvents.draft(
        news, new NewsEvents.Context(instance, happenedAt, via, known, correlation));
  }

  private Future<@Nullable String> correlation(
      SqlConnection c, Instance instance, ArrNews news, ArrNews.Subject subject) {
    return news.kind() == NewsKind.TITLE_ADDED
        ? outbox
            .adding(
                c,
                instance.id(),
                subject.movie() ? subject.tmdbId() : null,
                subject.movie() ? null : subject.tvdbId())
            .map(found -> found.orElse(null))
        : Future.succeededFuture();
  }

  private Future<Effect> effect(
      SqlConnection c, Instance instance, ArrNews news, ArrNews.Subject subject) {
    return switch (news.kind()) {
      case TITLE_ADDED ->
          TitleRows.touch(c, instance, subject.id(), null, null).map(new Effect(true, false));
      case TITLE_DELETED ->
          TitleRows.touch(c, instance, subject.id(), null, null)
              .compose(touched -> library.remove(c, instance.id(), subject.id()))
              .map(gone -> new Effect(true, gone));
      case IMPORTED, FILE_DELETED -> file(c, instance, news, subject);
      default -> Future.succeededFuture(Effect.NONE);
    };
  }

  /**
   * Updates the files of a title. A movie has one file, so the snapshot can be updated at once; a
   * series has to be read from its instance again.
   */
  private Future<Effect> file(
      SqlConnection c, Instance instance, ArrNews news, ArrNews.Subject subject) {
    ArrNews.@Nullable MediaFile file = news.files().isEmpty() ? null : news.files().get(0);
    Long id = file == null ? null : file.id();
    Long size = file == null ? null : file.size();
    boolean imported = news.kind() == NewsKind.IMPORTED;
    return TitleRows.touch(c, instance, subject.id(), imported ? id : null, imported ? null : id)
        .compose(
            files ->
                id == null || !subject.movie() || "upgrade".equals(news.reason())
                    ? Future.succeededFuture(false)
                    : library.mark(
                        c, instance.id(), subject.id(), files.present(), imported ? size : null))
        .map(changed -> new Effect(true, changed));
  }
}
