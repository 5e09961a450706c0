package dev.arrway.platform.bus;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A shared pool of slots that no single user can take for itself. At most {@code total} slots are
 * in use at once, of them at most {@code perUser} by one user. Whoever finds none waits in a queue
 * of bounded length; a slot that becomes free goes to the users who wait in turn (round-robin), so
 * that the first request of one user never stands behind all requests of another. Thread-safe.
 */
public final class FairSlots {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final String what;
  private final String setting;
  private final SlotLimits limits;
  private final Map<Long, UserShare> shares = new HashMap<>();

  /** Users who wait and may take a slot, the one whose turn is next first. */
  private final Set<Long> turns = new LinkedHashSet<>();

  private int inUse;
  private int waiting;

  /**
   * Creates a pool with all slots free.
   *
   * @param what the work that takes slots, in the plural, for messages: "playlist uploads"
   * @param setting the configuration key that raises the share of a user, for messages
   */
  public FairSlots(String what, String setting, SlotLimits limits) {
    this.what = what;
    this.setting = setting;
    this.limits = limits;
  }

  /** Creates a pool whose queue is unbounded, for work that the gateway itself starts. */
  public static FairSlots unbounded(int total, int perUser) {
    return new FairSlots(
        "tasks", "-", new SlotLimits(total, perUser, Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  /**
   * The bounds of a pool.
   *
   * @param total slots in use at once, at least 1
   * @param perUser slots in use by one user at once, at least 1
   * @param waiting requests that wait at once
   * @param waitingPerUser requests of one user that wait at once
   */
  public record SlotLimits(int total, int perUser, int waiting, int waitingPerUser) {
    /** Checks the ranges. */
    public SlotLimits {
      if (total < 1 || perUser < 1 || waiting < 0 || waitingPerUser < 0) {
        throw new IllegalArgumentException("slots and queues cannot be negative or empty");
      }
    }

    /**
     * Returns bounds that leave one slot at least to other users, however large the share of a user
     * is configured.
     */
    public static SlotLimits shared(int total, int perUser, int waiting, int waitingPerUser) {
      int share = Math.min(perUser, Math.max(1, total - 1));
      return new SlotLimits(total, share, waiting, waitingPerUser);
    }

    /** Returns bounds without a queue: whoever finds no slot is refused at once. */
    public static SlotLimits withoutQueue(int total, int perUser) {
      return new SlotLimits(total, perUser, 0, 0);
    }
  }

  /** The slots and the queue of one user. */
  private static final class UserShare {
    private int inUse;
    private final Deque<QueuePlace> queue = new ArrayDeque<>();
  }

  /** A slot that one user holds until it is released. */
  public final class TakenSlot {
    private final long user;
    private final AtomicBoolean released = new AtomicBoolean();

    private TakenSlot(long user) {
      this.user = user;
    }

    /** Returns the slot to the pool; a second call changes nothing. */
    public void release() {
      if (released.compareAndSet(false, true)) {
        giveBack(user);
      }
    }
  }

  /** A place in the queue, or the slot that came of it. */
  public final class QueuePlace {
    private final long user;
    private final Promise<TakenSlot> granted = Promise.promise();
    private final @Nullable Context context = Vertx.currentContext();

    private QueuePlace(long user) {
      this.user = user;
    }

    /** Returns the slot once it is granted, on the context on which the place was taken. */
    public Future<TakenSlot> slot() {
      return granted.future();
    }

    /** Leaves the queue, or returns the slot if it was granted already. */
    public void leave(Throwable cause) {
      leaveQueue(this);
      if (!granted.tryFail(cause)) {
        Future<TakenSlot> known = granted.future();
        if (known.succeeded()) {
          known.result().release();
        }
      }
    }

    private void grant() {
      TakenSlot slot = new TakenSlot(user);
      Runnable grant =
          () -> {
            if (!granted.tryComplete(slot)) {
              slot.release();
            }
          };
      if (context == null) {
        grant.run();
      } else {
        // Not run directly: work that completes at once would nest calls until the stack is full.
        Sink.after(context).execute(grant);
      }
    }
  }

  /** Takes a slot if one is free for this user now and nobody else waits for it. */
  public Optional<TakenSlot> tryTake(long user) {
    synchronized (this) {
      if (!isFree(user)) {
        return Optional.empty();
      }
      occupy(user);
    }
    return Optional.of(new TakenSlot(user));
  }

  /**
   * Takes a slot or a place in the queue.
   *
   * @throws FailureException with {@code limit_exceeded} when the user's part of the queue is full,
   *     with {@code busy} when the whole queue is
   */
  public QueuePlace enqueue(long user) {
    QueuePlace place = new QueuePlace(user);
    synchronized (this) {
      if (!isFree(user)) {
        requireRoom(user);
        UserShare share = share(user);
        share.queue.add(place);
        waiting++;
        offerTurn(user, share);
        return place;
      }
      occupy(user);
    }
    place.granted.complete(new TakenSlot(user));
    return place;
  }

  /** Takes a slot, if need be after a wait; fails as {@link #enqueue} does. */
  public Future<TakenSlot> take(long user) {
    try {
      return enqueue(user).slot();
    } catch (FailureException e) {
      return Future.failedFuture(e);
    }
  }

  /** Does the work with a slot of the user's; fails as {@link #enqueue} or the work does. */
  public <T> Future<T> run(long user, Supplier<Future<T>> work) {
    return take(user).compose(slot -> using(slot, work));
  }

  /** Does the work and returns the slot after it, however it ends. */
  public static <T> Future<T> using(TakenSlot slot, Supplier<Future<T>> work) {
    return Future.succeededFuture()
        .compose(begun -> work.get()) // turns an exception into a failed future
        .eventually(
            () -> {
              slot.release();
              return Future.succeededFuture();
            });
  }

  /** Returns how many slots are in use. */
  public synchronized int inUse() {
    return inUse;
  }

  /** Returns how many requests wait. */
  public synchronized int waiting() {
    return waiting;
  }

  private UserShare share(long user) {
    return shares.computeIfAbsent(user, id -> new UserShare());
  }

  private boolean isFree(long user) {
    UserShare share = shares.get(user);
    return inUse < limits.total() && (share == null || share.inUse < limits.perUser());
  }

  private void occupy(long user) {
    inUse++;
    share(user).inUse++;
  }

  private void requireRoom(long user) {
    UserShare share = share(user);
    if (share.queue.size() >= limits.waitingPerUser() && share.inUse >= limits.perUser()) {
      forgetIdle(user, share);
      throw refusal(FailureCode.LIMIT_EXCEEDED, ownLimit());
    }
    if (waiting >= limits.waiting() || share.queue.size() >= limits.waitingPerUser()) {
      forgetIdle(user, share);
      throw refusal(
          FailureCode.BUSY,
          "All " + limits.total() + " slots for " + what + " are in use; try again later.");
    }
  }

  private String ownLimit() {
    String queued =
        limits.waitingPerUser() == 0 ? "" : " and " + limits.waitingPerUser() + " more wait";
    return "You have "
        + limits.perUser()
        + " "
        + what
        + " under way"
        + queued
        + ", the most for one user; try again when some have ended. An administrator can raise "
        + setting
        + ".";
  }

  private static FailureException refusal(FailureCode code, String detail) {
    return Failure.retryAfter(code, detail, RETRY_AFTER).asException();
  }

  private void offerTurn(long user, UserShare share) {
    if (!share.queue.isEmpty() && share.inUse < limits.perUser()) {
      turns.add(user);
    }
  }

  private void giveBack(long user) {
    List<QueuePlace> granted = new ArrayList<>(1);
    synchronized (this) {
      UserShare share = share(user);
      inUse--;
      share.inUse--;
      offerTurn(user, share);
      forgetIdle(user, share);
      while (inUse < limits.total() && !turns.isEmpty()) {
        granted.add(nextInTurn());
      }
    }
    granted.forEach(QueuePlace::grant);
  }

  private QueuePlace nextInTurn() {
    Iterator<Long> first = turns.iterator();
    long user = first.next();
    first.remove();
    UserShare share = share(user);
    QueuePlace place = share.queue.remove();
    waiting--;
    occupy(user);
    offerTurn(user, share);
    return place;
  }

  private synchronized void leaveQueue(QueuePlace place) {
    UserShare share = shares.get(place.user);
    if (share != null && share.queue.remove(place)) {
      waiting--;
      if (share.queue.isEmpty()) {
        turns.remove(place.user);
      }
      forgetIdle(place.user, share);
    }
  }

  private void forgetIdle(long user, UserShare share) {
    if (share.inUse == 0 && share.queue.isEmpty()) {
      shares.remove(user);
    }
  }
}
