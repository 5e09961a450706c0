package dev.arrway.upstream.lighthouse;

import dev.arrway.domain.upstream.ConnectionReport;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.kind.beacon.BeaconClient;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.platform.http.WireJson;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.Facts;
import io.vertx.core.Future;

/** Reads the signals of a lighthouse over HTTP. */
final class LighthouseClient implements BeaconClient {
  private final HttpExchange http;

  LighthouseClient(HttpExchange http) {
    this.http = http;
  }

  private Future<String> newest(Ask ask) {
    return http.send(ask.applyTo(HttpCall.get("signal.get", "/signal")).build())
        .map(answer -> WireJson.readTree(answer).path("text").asText());
  }

  @Override
  public Future<String> signal(int length, Ask ask) {
    return newest(ask).map(text -> text.substring(0, Math.min(length, text.length())));
  }

  @Override
  public Future<ConnectionReport> test(Ask ask) {
    return newest(ask).map(text -> new ConnectionReport("Lighthouse", "1.0", 0));
  }

  @Override
  public Future<Fingerprint> fingerprint(Ask ask) {
    return newest(ask).map(text -> new Facts().put(text, "signal").fingerprint("1.0"));
  }
}
