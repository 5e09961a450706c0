package dev.arrway.platform.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Opens the stacks of a process; what they share is the name look-up, the address policy, and the
 * memory for answers.
 */
public final class HttpStacks {
  private static final long HEAP_PARTS = 8;

  /** The longest that a name look-up may take. */
  private static final Duration LOOK_UP = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final AddressPolicy addresses;
  private final BoundedResolver resolver;
  private final HttpObserver observer;
  private final List<Path> authorities;
  private final ByteBudget answers;

  /** The memory budget of each owner; an entry is kept as long as a stack of that owner uses it. */
  private final LoadingCache<Long, ByteBudget> ownerAnswers;

  /** Stacks that resolve as the operating system does. */
  public HttpStacks(Vertx vertx, AddressPolicy addresses, HttpObserver observer) {
    this(vertx, addresses, observer, HostResolver.SYSTEM, List.of());
  }

  /**
   * Stacks with another memory for answers.
   *
   * @param answers what all answers together may take while they are read
   */
  public HttpStacks(
      Vertx vertx, AddressPolicy addresses, HttpObserver observer, ByteBudget answers) {
    this(vertx, addresses, observer, HostResolver.SYSTEM, List.of(), answers);
  }

  /** Stacks with another name look-up. */
  public HttpStacks(
      Vertx vertx, AddressPolicy addresses, HttpObserver observer, HostResolver resolver) {
    this(vertx, addresses, observer, resolver, List.of());
  }

  /**
   * Stacks with another name look-up and other authorities.
   *
   * @param authorities PEM files of certificate authorities to trust instead of the platform's;
   *     empty: the platform's
   */
  public HttpStacks(
      Vertx vertx,
      AddressPolicy addresses,
      HttpObserver observer,
      HostResolver resolver,
      List<Path> authorities) {
    this(vertx, addresses, observer, resolver, authorities, defaultAnswerMemory());
  }

  private HttpStacks(
      Vertx vertx,
      AddressPolicy addresses,
      HttpObserver observer,
      HostResolver resolver,
      List<Path> authorities,
      ByteBudget answers) {
    this.answers = answers;
    this.ownerAnswers =
        Caffeine.newBuilder().weakValues().build(owner -> AnswerMemory.ownerShare(answers));
    this.vertx = vertx;
    this.addresses = addresses;
    this.observer = observer;
    this.resolver = new BoundedResolver(vertx, resolver);
    this.authorities = List.copyOf(authorities);
  }

  /** Returns a new budget for answers of an eighth of the largest heap. */
  public static ByteBudget defaultAnswerMemory() {
    return new ByteBudget(Math.max(1, Runtime.getRuntime().maxMemory() / HEAP_PARTS));
  }

  /** Returns a new budget for answers of so many bytes; of the default size for 0. */
  public static ByteBudget answerMemory(long bytes) {
    return bytes == 0 ? defaultAnswerMemory() : new ByteBudget(bytes);
  }

  /** Returns the memory for answers. */
  public ByteBudget answers() {
    return answers;
  }

  /**
   * Opens a stack whose answers count for no user.
   *
   * @throws IllegalArgumentException when the base URL names no host that could be called
   */
  public HttpStack open(HttpPolicy policy) {
    return open(policy, AnswerMemory.ownerShare(answers));
  }

  /**
   * Opens the stack of one instance. It uses memory and sockets only from its first call on.
   *
   * @param ownerId the user whose instances together use at most half of the memory for answers
   * @throws IllegalArgumentException when the base URL names no host that could be called
   */
  public HttpStack open(HttpPolicy policy, long ownerId) {
    return open(policy, ownerAnswers.get(ownerId));
  }

  private HttpStack open(HttpPolicy policy, ByteBudget ownerShare) {
    Origin origin = Origin.of(policy.base());
    AddressGuard guard = new AddressGuard(origin, policy.access(), addresses, resolver, LOOK_UP);
    AnswerMemory memory = new AnswerMemory(answers, ownerShare);
    return new HttpStack(vertx, policy, origin, guard, observer, authorities, memory);
  }

  /**
   * Loads the classes that calls need, by building a stack without making a call. Blocks for about
   * 100 ms, so that the first call does not block an event loop that long.
   */
  public Future<Void> load() {
    return open(HttpPolicy.to("none", URI.create("http://localhost"))).load();
  }

  /** Ends the name look-ups; the stacks are closed by their owners. */
  public Future<Void> close() {
    return resolver.close();
  }
}
