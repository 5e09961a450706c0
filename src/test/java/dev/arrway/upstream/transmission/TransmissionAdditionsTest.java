package dev.arrway.upstream.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.NewDownload;
import dev.arrway.kind.download.DownloadCommand;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.BodyReader;
import dev.arrway.platform.http.Deadline;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.Credentials;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Additions whose requests fail one by one. */
class TransmissionAdditionsTest {
  private static final SampleTorrent TORRENT = SampleTorrent.folder(1, 40_000);

  private final Map<String, Future<String>> answers = new HashMap<>();
  private final Map<String, String> bodies = new HashMap<>();
  private final List<String> sent = new ArrayList<>();
  private TransmissionAdditions additions;

  /** Connects to a server of a version that has just added the torrent. */
  private void connect(String version, int interfaceVersion) {
    HttpExchange http =
        new HttpExchange() {
          @Override
          public Future<HttpAnswer> send(HttpCall call) {
            sent.add(call.operation());
            bodies.put(call.operation(), Objects.requireNonNull(call.body()).bytes().toString());
            return Objects.requireNonNull(answers.get(call.operation()), call.operation())
                .map(body -> new HttpAnswer(200, Map.of(), Buffer.buffer(body)));
          }

          @Override
          public <T> Future<T> stream(HttpCall call, BodyReader<T> reader) {
            return Future.failedFuture("nothing is streamed");
          }
        };
    var login = new Credentials.Login("user", Secret.of("password"));
    additions =
        new TransmissionAdditions(
            new TransmissionRpc(http, RpcEndpoint.of(URI.create("http://h"), login)));
    answers.put(
        "session.open",
        success("{'version':'" + version + "','rpc-version':" + interfaceVersion + "}"));
    String torrent = "{'hashString':'" + TORRENT.hash() + "','name':'x','id':1}";
    answers.put("torrents.add", success("{'torrent-added':" + torrent + "}"));
  }

  private static Future<String> success(String arguments) {
    String body = "{'result':'success','arguments':" + arguments + "}";
    return Future.succeededFuture(body.replace('\'', '"'));
  }

  private static Future<String> failure(FailureCode code) {
    return Future.failedFuture(FailureException.of(code, "Something failed."));
  }

  private Future<String> add(DownloadPriority priority) {
    var download =
        new NewDownload(
            1,
            DownloadKind.TORRENT,
            null,
            " films ",
            priority,
            false,
            false,
            false,
            "token",
            Instant.now());
    return additions.add(
        new DownloadCommand.AddDownload(download, false),
        TORRENT.source(),
        new Ask(Deadline.NONE, false));
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {
        "UPSTREAM_REFUSED",
        "UPSTREAM_CONNECT_TIMEOUT",
        "UPSTREAM_RATE_LIMITED",
        "UPSTREAM_AUTH_FAILED",
        "UPSTREAM_NOT_FOUND",
        "BREAKER_OPEN",
        "BUSY",
        "LIMIT_EXCEEDED"
      })
  void anAdditionWhoseFollowUpWasNotSentIsNotTakenAsUnsent(FailureCode code) {
    connect("3.00", 16);
    answers.put("torrents.set", failure(code));
    assertFailed(add(null), FailureCode.UPSTREAM_TIMEOUT);
    connect("4.0.6", 17);
    answers.put("torrents.start_now", failure(code));
    assertFailed(add(DownloadPriority.FORCE), FailureCode.UPSTREAM_TIMEOUT);
    assertThat(sent)
        .containsExactly(
            "session.open",
            "torrents.add",
            "torrents.set",
            "session.open",
            "torrents.add",
            "torrents.start_now");
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"UPSTREAM_REJECTED", "UPSTREAM_UNEXPECTED", "UPSTREAM_BAD_JSON", "UPSTREAM_ERROR"})
  void aFollowUpThatWasAnsweredKeepsItsFailure(FailureCode code) {
    connect("3.00", 16);
    answers.put("torrents.set", failure(code));
    assertFailed(add(null), code);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureCode.class,
      names = {"UPSTREAM_REFUSED", "BREAKER_OPEN", "UPSTREAM_AUTH_FAILED"})
  void anAdditionThatWasNotSentSaysSo(FailureCode code) {
    connect("3.00", 16);
    answers.put("torrents.add", failure(code));
    assertFailed(add(null), code);
  }

  @Test
  void anAdditionWithoutFollowUpsIsOneRequest() {
    connect("4.0.6", 17);
    assertThat(add(null).result()).isEqualTo(TORRENT.hash());
    assertThat(sent).containsExactly("session.open", "torrents.add");
  }

  @Test
  void labelsAreSentAsTheServerKeepsThem() {
    connect("4.0.6", 17);
    assertThat(add(null).succeeded()).isTrue();
    assertThat(bodies.get("torrents.add")).contains("\"labels\":[\"films\"]");
    connect("3.00", 16);
    answers.put("torrents.set", success("{}"));
    assertThat(add(null).succeeded()).isTrue();
    assertThat(bodies.get("torrents.set")).contains("\"labels\":[\"films\"]");
  }

  private static void assertFailed(Future<String> added, FailureCode code) {
    assertThat(added.cause())
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure().code()).isEqualTo(code);
              assertThat(e.failure().detail()).contains("Something failed.");
            });
  }
}
