package dev.arrway.upstream.transmission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Credentials;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcDialectTest {
  private static HttpAnswer answer(String body) {
    return new HttpAnswer(200, Map.of(), Buffer.buffer(body.replace('\'', '"')));
  }

  private static JsonObject body(RpcDialect dialect, RpcRequest request) {
    return new JsonObject(dialect.body(request).bytes());
  }

  @Test
  void eachProtocolSpellsARequestInItsWay() {
    var get = RpcRequest.torrents(List.of("aa"), List.of("hash_string", "eta", "left_until_done"));
    assertThat(body(RpcDialect.LEGACY, get))
        .isEqualTo(
            new JsonObject(
                """
                {"method":"torrent-get","arguments":{"ids":["aa"],
                 "fields":["hashString","eta","leftUntilDone"]}}"""));
    assertThat(body(RpcDialect.JSON_RPC, get))
        .isEqualTo(
            new JsonObject(
                """
                {"jsonrpc":"2.0","method":"torrent_get","id":1,"params":{"ids":["aa"],
                 "fields":["hash_string","eta","left_until_done"]}}"""));
    var remove = RpcRequest.change("torrent_remove", "aa", Map.of("delete_local_data", true));
    assertThat(body(RpcDialect.LEGACY, remove))
        .isEqualTo(
            new JsonObject(
                """
                {"method":"torrent-remove","arguments":{"delete-local-data":true,"ids":["aa"]}}"""));
    var session = RpcRequest.session(List.of("download_dir", "seed_ratio_limit"));
    assertThat(body(RpcDialect.LEGACY, session).getJsonObject("arguments").getJsonArray("fields"))
        .containsExactly("download-dir", "seedRatioLimit");
    var add = new RpcRequest("torrent_add", Map.of("bandwidth_priority", 1));
    assertThat(body(RpcDialect.LEGACY, add).getJsonObject("arguments").getMap())
        .containsOnlyKeys("bandwidthPriority");
    var set = RpcRequest.change("torrent_set", "aa", Map.of("sequential_download", true));
    assertThat(body(RpcDialect.LEGACY, set).getJsonObject("arguments").getMap())
        .as("as the versions that know it, from rpc-version 18 on, spell it")
        .containsOnlyKeys("sequential_download", "ids");
    var order = RpcRequest.torrents(List.of("aa"), List.of("sequential_download"));
    assertThat(body(RpcDialect.LEGACY, order).getJsonObject("arguments").getJsonArray("fields"))
        .containsExactly("sequential_download");
  }

  @ParameterizedTest
  @CsvSource({
    ", false",
    "5.2.0, false",
    "5.4.0, false",
    "6.0.0, true",
    "6.1.3, true",
    "10.0.0, true",
    "six, false",
    "'', false"
  })
  void theProtocolFollowsTheSemanticVersion(String version, boolean jsonRpc) {
    assertThat(RpcDialect.of(version) == RpcDialect.JSON_RPC).isEqualTo(jsonRpc);
  }

  @Test
  void aRefusalIsToldWithoutAddresses() {
    assertRefused(
        RpcDialect.LEGACY,
        "{'result':'cannot read http://x/?key=k3y','arguments':{}}",
        "cannot read (address)");
    assertRefused(
        RpcDialect.LEGACY,
        "{'result':'cannot read MAGNET:?xt=x&tr=udp%3A%2F%2Ft%2Fk3y now','arguments':{}}",
        "cannot read (address) now");
    assertRefused(
        RpcDialect.JSON_RPC,
        "{'jsonrpc':'2.0','id':1,'error':{'code':4,'message':'unrecognized info'}}",
        "unrecognized info");
    assertRefused(
        RpcDialect.JSON_RPC,
        "{'jsonrpc':'2.0','id':1,'error':{'code':-32602,'message':'Invalid params',"
            + "'data':{'error_string':'labels cannot be empty'}}}",
        "labels cannot be empty");
    assertRefused(
        RpcDialect.JSON_RPC,
        "{'jsonrpc':'2.0','id':1,'error':{'code':-32601,'message':'Method not found'}}",
        "Method not found");
  }

  private static void assertRefused(RpcDialect dialect, String body, String detail) {
    assertThatThrownBy(() -> dialect.result(answer(body)))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.UPSTREAM_REJECTED);
              assertThat(e.failure().detail()).endsWith(": " + detail);
            });
  }

  @Test
  void aServerThatDoesNotTellItsVersionIsNotUnderstood() {
    assertThat(RpcDialect.LEGACY.server(answer("{'result':'success','arguments':{}}"))).isEmpty();
    assertThat(RpcDialect.LEGACY.server(answer("{'arguments':0,'result':'no method name'}")))
        .isEmpty();
    assertThat(RpcDialect.JSON_RPC.server(answer("{'result':{'version':7}}"))).isEmpty();
    var told =
        RpcDialect.LEGACY.server(
            answer(
                "{'result':'success','arguments':{'version':'4.1.0-beta.2 (ac5c9e082d)',"
                    + "'rpc-version':18,'rpc-version-semver':'5.4.0'}}"));
    assertThat(told.orElseThrow().plainVersion()).isEqualTo("4.1.0-beta.2");
    assertThat(told.orElseThrow().takesLabelsOfNewTorrents()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http://h:9091, /transmission/rpc",
    "http://h:9091/, /transmission/rpc",
    "http://h:9091/transmission, /rpc",
    "http://h:9091/transmission/, /rpc",
    "http://h:9091/seedbox/transmission/rpc, ''",
    "http://h:9091/transmission/rpc/, ''",
    "http://h:9091/rpc, ''",
    "http://h:9091/rpc/rpc, ''"
  })
  void thePathIsThatOfTheUrl(String url, String path) {
    var login = new Credentials.Login("us", Secret.of("pä:ss"));
    RpcEndpoint endpoint = RpcEndpoint.of(URI.create(url), login);
    assertThat(endpoint.path()).isEqualTo(path);
    assertThat(endpoint.authorization().reveal()).isEqualTo("Basic dXM6cMOkOnNz");
    assertThat(endpoint.toString()).doesNotContain("dXM6");
  }

  @ParameterizedTest
  @CsvSource({
    "Film, Film.2020.mkv, Film.2020.mkv, Film.mkv",
    "Film.mkv, Film.2020.mkv, Film.2020.mkv, Film.mkv",
    "Film, Film.2020.x264, Film.2020.x264/video.mkv, Film",
    "Film, noending, noending, Film",
    "a/b, Film.mkv, Film.mkv, ",
    ".., Film.mkv, Film.mkv, ",
    "Film, Film.mkv, , "
  })
  void aSingleFileKeepsItsEnding(String wanted, String name, String file, String renamed) {
    String files = file == null ? "[]" : "[{'name':'" + file + "'}]";
    String row = "{'hashString':'x','name':'" + name + "','files':" + files + "}";
    String body = "{'result':'success','arguments':{'torrents':[" + row + "]}}";
    var torrent = RpcDialect.LEGACY.torrents(answer(body)).get(0).value();
    assertThat(AdditionCompletion.newName(torrent, wanted)).isEqualTo(renamed);
  }
}
