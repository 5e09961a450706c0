package dev.arrway.feature.playlists;

import dev.arrway.domain.m3u.EntryUrl;
import dev.arrway.domain.m3u.UrlSecrets;
import dev.arrway.feature.playlists.PlaylistRows.Source;
import dev.arrway.platform.bus.FairSlots;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.config.UserQuotas;
import dev.arrway.platform.http.HttpPolicy.Access;
import dev.arrway.platform.http.StreamPump;
import dev.arrway.platform.store.Slice;
import dev.arrway.platform.store.SqlQuota;
import dev.arrway.platform.store.UniqueViolation;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Playlists and their entries. All methods fail with {@code not_found} for a playlist that is
 * absent or another user's.
 */
public final class Playlists {
  /** Uploads, and fetches besides them, of all users at once; each takes some memory. */
  private static final int AT_ONCE = 6;

  private static final int WAITING_UPLOADS = 200;
  private static final int WAITING_UPLOADS_PER_USER = 8;

  /** More playlists than all users together have on one node. */
  private static final int WAITING_FETCHES = 20_000;

  private static final Duration UPLOAD_WAIT = Duration.ofSeconds(60);

  private final PlaylistParts parts;
  private final UrlFetch fetch;
  private final FairSlots uploads;
  private final FairSlots fetches;
  private final SqlQuota quota;
  private final Refreshes refreshes;

  /** Nothing runs by itself until {@link #start}. */
  public Playlists(PlaylistParts parts) {
    this.parts = parts;
    this.fetch = new UrlFetch(parts);
    UserQuotas quotas = parts.quotas();
    this.uploads =
        new FairSlots(
            "uploads of playlists",
            "limits.uploads",
            FairSlots.SlotLimits.shared(
                AT_ONCE, quotas.atOnce().uploads(), WAITING_UPLOADS, WAITING_UPLOADS_PER_USER));
    this.fetches =
        new FairSlots(
            "playlists being fetched",
            "limits.playlist_imports",
            FairSlots.SlotLimits.shared(
                AT_ONCE,
                quotas.atOnce().playlistImports(),
                WAITING_FETCHES,
                Math.min(WAITING_FETCHES, quotas.stored().playlists())));
    this.quota =
        SqlQuota.ofAll("playlist", quotas.stored().playlists(), "playlists", "limits.playlists");
    this.refreshes = new Refreshes(parts, fetch, fetches);
  }

  /**
   * Settles what was under way when the last process ended, and begins to refresh on time. An
   * upload that was cut off is marked as failed, a fetch begins again; what was there before stays.
   */
  public Future<Void> start() {
    return refreshes.start();
  }

  /** Ends refreshing. Imports under way end with their connections. */
  public Future<Void> stop() {
    return refreshes.stop();
  }

  /**
   * Begins an upload once it is the user's turn; the sender is held back until then.
   *
   * @return fails with {@code conflict} when the name is taken, {@code limit_exceeded} when the
   *     user has too many playlists or uploads, {@code busy} when too many uploads of all users
   *     wait or the turn does not come in time, {@code storage_full} when the disk is nearly full
   */
  public Future<PlaylistUpload> upload(Caller caller, String name) {
    long owner = caller.userId();
    return parts
        .disk()
        .checkSpace()
        .compose(space -> uploadSlot(owner))
        .compose(
            slot ->
                insert(owner, name, null, null, SourceKind.M3U, FetchOptions.DEFAULT)
                    .map(made -> new PlaylistUpload(parts, owner, made, slot))
                    .recover(
                        cause -> {
                          slot.release();
                          return Future.failedFuture(cause);
                        }));
  }

  private Future<FairSlots.TakenSlot> uploadSlot(long owner) {
    FairSlots.QueuePlace place = uploads.enqueue(owner);
    long timer =
        parts.vertx().setTimer(UPLOAD_WAIT.toMillis(), fired -> place.leave(uploadsBusy()));
    return place
        .slot()
        .compose(
            slot ->
                parts.vertx().cancelTimer(timer)
                    ? Future.succeededFuture(slot)
                    : Future.failedFuture(uploadsBusy()));
  }

  private static FailureException uploadsBusy() {
    return Failure.retryAfter(
            FailureCode.BUSY,
            "Too many playlists are being uploaded; try again later.",
            Duration.ofSeconds(10))
        .asException();
  }

  /**
   * Hands the bytes of an upload on as they arrive.
   *
   * @return fails as the sink does, and with {@code request_timeout} when the sender is too slow or
   *     takes too long
   */
  public Future<Void> receive(ReadStream<Buffer> in, Function<Buffer, Future<Void>> sink) {
    return StreamPump.pump(parts.vertx(), parts.transfer(), in, sink);
  }

  /**
   * Adds a playlist at an address and begins to fetch it.
   *
   * @return fails with {@code conflict} when the name is taken, {@code address_blocked} or {@code
   *     upstream_dns} when the address may not be called or its name does not resolve, {@code
   *     limit_exceeded} when the user has too many playlists, {@code storage_full} when the disk is
   *     nearly full
   */
  public Future<Playlist> add(Caller caller, String name, String url, FetchOptions options) {
    return add(caller, name, url, SourceKind.M3U, options);
  }

  /**
   * Adds an account at an Xtream panel as a playlist and begins to read it.
   *
   * @param url the panel's address, absolute http or https; what follows its path is left out
   * @return fails as {@link #add} does; that the account is refused shows in the playlist
   */
  public Future<Playlist> addXtream(
      Caller caller,
      String name,
      String url,
      String username,
      Secret password,
      FetchOptions options) {
    XtreamAccount account = XtreamAccount.at(url, username, password);
    if (!account.isUsable()) {
      return Future.failedFuture(
          Failure.invalid("xtream.url", "must be an absolute http or https address").asException());
    }
    return add(caller, name, account.address(), SourceKind.XTREAM, options);
  }

  private Future<Playlist> add(
      Caller caller, String name, String url, SourceKind kind, FetchOptions options) {
    long owner = caller.userId();
    EntryUrl split = UrlSecrets.split(url);
    byte[] sealed =
        split.secrets().isEmpty()
            ? null
            : parts.secrets().seal(UrlFetch.joined(split), Generation.address(owner, name));
    Access access = caller.role() == Role.ADMIN ? Access.ADMINISTRATOR : Access.USER;
    return parts
        .disk()
        .checkSpace()
        .compose(space -> fetch.check(url, access))
        .compose(may -> insert(owner, name, split.template(), sealed, kind, options))
        .map(
            made -> {
              Generation first = new Generation(owner, made.id(), 1, true);
              refreshes.fetch(new Source(first, name, split.template(), sealed, kind, options));
              return made;
            });
  }

  /** The caller's playlists, newest first. */
  public Future<Slice<Playlist>> list(Caller caller, int limit, int offset) {
    long owner = caller.userId();
    return parts.database().asUser(owner, c -> PlaylistRows.list(c, owner, limit, offset));
  }

  /** One playlist. */
  public Future<Playlist> get(Caller caller, long id) {
    long owner = caller.userId();
    return parts
        .database()
        .asUser(owner, c -> PlaylistRows.find(c, owner, id))
        .map(found -> found.orElseThrow(Playlists::notFound));
  }

  /**
   * Changes the fetch options of a playlist.
   *
   * @param change returns the new options for the current ones
   * @return fails with {@code conflict} for one that was uploaded
   */
  public Future<Playlist> update(Caller caller, long id, UnaryOperator<FetchOptions> change) {
    long owner = caller.userId();
    return parts
        .database()
        .asUser(
            owner,
            c ->
                PlaylistRows.find(c, owner, id)
                    .map(found -> found.orElseThrow(Playlists::notFound))
                    .compose(
                        now ->
                            PlaylistRows.update(
                                c,
                                owner,
                                id,
                                change.apply(
                                    new FetchOptions(now.refreshMinutes(), now.userAgent())))))
        .map(
            changed ->
                changed.orElseThrow(
                    () ->
                        FailureException.of(
                            FailureCode.CONFLICT,
                            "An uploaded playlist has no address to be fetched from.")));
  }

  /** Removes a playlist with its entries; an import of it that runs ends at its next block. */
  public Future<Void> delete(Caller caller, long id) {
    long owner = caller.userId();
    return parts
        .database()
        .asUser(owner, c -> PlaylistRows.delete(c, owner, id))
        .map(
            known -> {
              if (!known) {
                throw notFound();
              }
              parts.changed(owner, id);
              return null;
            });
  }

  /**
   * Begins to fetch a playlist again.
   *
   * @return the playlist, importing; fails with {@code conflict} for one that was uploaded or is
   *     being imported, {@code storage_full} when the disk is nearly full
   */
  public Future<Playlist> refresh(Caller caller, long id) {
    long owner = caller.userId();
    return parts
        .disk()
        .checkSpace()
        .compose(space -> parts.database().asUser(owner, c -> PlaylistRows.begin(c, owner, id)))
        .compose(
            begun -> {
              begun.ifPresent(refreshes::fetch);
              return get(caller, id)
                  .compose(
                      shown ->
                          begun.isPresent()
                              ? Future.succeededFuture(shown)
                              : Future.failedFuture(cannotRefresh(shown)));
            });
  }

  /** A page of a playlist's entries in its order. */
  public Future<Slice<PlaylistEntry>> entries(
      Caller caller, long id, EntryFilter filter, int limit, int offset) {
    long owner = caller.userId();
    return parts
        .database()
        .asUser(owner, c -> EntryRows.list(c, owner, id, filter, limit, offset))
        .map(found -> found.orElseThrow(Playlists::notFound));
  }

  private Future<Playlist> insert(
      long owner,
      String name,
      @Nullable String url,
      byte @Nullable [] secret,
      SourceKind kind,
      FetchOptions options) {
    return parts
        .database()
        .asUser(
            owner,
            c ->
                quota
                    .requireRoom(c, owner)
                    .compose(
                        room -> PlaylistRows.insert(c, owner, name, url, secret, kind, options)))
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof UniqueViolation
                        ? FailureException.of(
                            FailureCode.CONFLICT, "You have a playlist of this name already.")
                        : cause));
  }

  private static FailureException cannotRefresh(Playlist playlist) {
    return FailureException.of(
        FailureCode.CONFLICT,
        playlist.source().equals("file")
            ? "An uploaded playlist has no address to fetch it from; send the file again."
            : "This playlist is being imported.");
  }

  private static FailureException notFound() {
    return Failure.notFound("playlist").asException();
  }
}
