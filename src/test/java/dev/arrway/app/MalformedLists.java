package dev.arrway.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lists of all kinds of upstreams, with rows that can be read and rows that cannot. */
final class MalformedLists {
  /** Rows that are unreadable in every list. */
  static final List<String> NO_ROWS =
      List.of("null", "17", "'text'", "[]", "[{'id':1}]", "{}", "true");

  private static final String SERIES = "'series':{'id':5,'title':'Show','monitored':true}";
  private static final String DATED = "'date':'2026-01-15T14:22:15Z'";

  private MalformedLists() {}

  /**
   * A list of an upstream.
   *
   * @param type of the instance
   * @param path that the upstream answers with the list
   * @param wrapped the answer, with {@code %s} for the rows
   * @param api path of the API that shows the list; {@code {id}} stands for the instance
   * @param good a row that can be read
   * @param bad rows that cannot, besides {@link #NO_ROWS}
   */
  record ListCase(
      String type, String path, String wrapped, String api, String good, List<String> bad) {
    @Override
    public String toString() {
      return type + " " + path + " " + api;
    }

    List<String> allBad() {
      return Stream.concat(NO_ROWS.stream(), bad.stream()).toList();
    }

    void answer(Map<String, String> bodies, List<String> rows) {
      bodies.put(
          "/" + type + path,
          wrapped.formatted(String.join(",", rows), Math.max(rows.size(), 1)).replace('\'', '"'));
    }
  }

  private static ListCase list(String type, String path, String api, String good, String... bad) {
    return new ListCase(type, "/api/v3" + path, "[%s]", api, good, List.of(bad));
  }

  private static ListCase page(String type, String path, String api, String good, String... bad) {
    return new ListCase(
        type,
        "/api/v3" + path,
        "{'page':1,'records':[%s],'totalRecords':%d}",
        api,
        good,
        List.of(bad));
  }

  static Stream<ListCase> lists() {
    String movie = "{'id':7,'title':'Alien','tmdbId':348,'year':1979,'inCinemas':'2026-02-01'}";
    String[] badMovies = {
      "{'id':8}",
      "{'id':8,'title':null}",
      "{'id':8,'title':{}}",
      "{'id':8,'title':['x']}",
      "{'id':0,'title':'x','inCinemas':'2026-02-01'}",
      "{'id':'eight','title':'x','inCinemas':'2026-02-01'}",
      "{'id':99999999999999999999,'title':'x','inCinemas':'2026-02-01'}",
      "{'id':8,'title':'x','monitored':'perhaps','inCinemas':'2026-02-01'}",
      "{'id':8,'title':'x','tags':{},'inCinemas':'2026-02-01'}",
      "{'id':8,'title':'" + "x".repeat(1_100_000) + "'}",
    };
    String episode = "{'id':9,'seriesId':5,'seasonNumber':1,'episodeNumber':2," + SERIES + "}";
    String[] badEpisodes = {
      "{'id':9,'seriesId':5}",
      "{'id':9,'seriesId':5,'series':null}",
      "{'id':9,'seriesId':5,'series':[]}",
      "{'id':9,'seriesId':5,'series':{'id':5}}",
      "{'seriesId':5," + SERIES + "}",
    };
    List<ListCase> all = new ArrayList<>();
    for (String kind : List.of("missing", "cutoff")) {
      String path = "/wanted/" + kind;
      all.add(page("radarr", path, "/instances/{id}" + path, movie, badMovies));
      all.add(page("sonarr", path, "/instances/{id}" + path, episode, badEpisodes));
      all.add(page("radarr", path, path, movie, badMovies));
    }
    all.add(page("radarr", "/wanted/missing", "/instances/{id}/wanted/missing?all=true", movie));
    String[] badHistory = {
      "{'id':3," + DATED + ",'data':{'reason':{}}}",
      "{'id':3," + DATED + ",'data':[]}",
      "{'id':3}",
      "{'id':3,'date':'yesterday'}",
      "{'id':3,'date':20260115}",
      "{'id':0," + DATED + "}",
    };
    for (String type : List.of("radarr", "sonarr")) {
      all.add(page(type, "/queue", "/instances/{id}/queue", "{'id':1}", "{'id':2,'title':[]}"));
      all.add(page(type, "/queue", "/queue", "{'id':1}", "{'id':2,'statusMessages':'x'}"));
      String row = "{'id':1," + DATED + ",'eventType':'somethingNew','data':{'size':12}}";
      all.add(page(type, "/history", "/instances/{id}/history", row, badHistory));
      all.add(page(type, "/history", "/history", row, badHistory));
      all.add(
          list(
              type,
              "/history/since",
              "/instances/{id}/history?since=2026-01-01T00:00:00Z",
              row,
              badHistory));
      String[] noTag = {"{'id':2}", "{'label':'x'}", "{'id':2,'label':{}}"};
      all.add(list(type, "/tag", "/instances/{id}/tags", "{'id':1,'label':'hd'}", noTag));
      String[] noFolder = {"{'id':2}", "{'id':2,'path':''}", "{'path':'/x'}"};
      all.add(
          list(
              type,
              "/rootfolder",
              "/instances/{id}/root-folders",
              "{'id':1,'path':'/m'}",
              noFolder));
      all.add(
          list(type, "/indexer", "/instances/{id}/indexers", "{'id':1,'name':'a'}", "{'id':2}"));
      all.add(list(type, "/health", "/instances/{id}/health", "{'message':'a'}", "{'source':'x'}"));
      all.add(
          list(type, "/diskspace", "/instances/{id}/disk-space", "{'path':'/m'}", "{'label':'x'}"));
      all.add(list(type, "/diskspace", "/disk-space", "{'path':'/m'}", "{'path':[]}"));
    }
    all.add(
        list(
            "radarr",
            "/qualityprofile",
            "/instances/{id}/quality-profiles",
            "{'id':1,'name':'HD','items':[]}",
            "{'id':2,'name':'x'}",
            "{'id':2,'items':{}}"));
    String calendar = "/calendar?from=2026-01-20&to=2026-02-10";
    all.add(
        list(
            "radarr",
            "/calendar",
            calendar,
            movie,
            Stream.of(badMovies).filter(bad -> bad.contains("inCinemas")).toArray(String[]::new)));
    all.add(
        list(
            "sonarr",
            "/calendar",
            calendar,
            episode.replace("'id':9", "'id':9,'airDateUtc':'2026-02-01T20:00:00Z'"),
            badEpisodes));
    all.add(
        list("radarr", "/movie/lookup", "/instances/{id}/lookup?term=x", movie, "{'tmdbId':1}"));
    all.add(
        list(
            "sonarr",
            "/series/lookup",
            "/instances/{id}/lookup?term=x",
            "{'title':'Show','tvdbId':1}",
            "{'tvdbId':1}",
            "{'title':'x','seasons':{}}"));
    all.add(
        new ListCase(
            "jellyfin",
            "/Library/VirtualFolders",
            "[%s]",
            "/instances/{id}/libraries",
            "{'Name':'Movies','ItemId':'abc'}",
            List.of("{'Name':'x','ItemId':'../x'}", "{'Name':{},'ItemId':'abd'}")));
    all.add(
        new ListCase(
            "plex",
            "/library/sections",
            "{'MediaContainer':{'size':1,'Directory':[%s]}}",
            "/instances/{id}/libraries",
            "{'key':'1','title':'Movies','type':'movie'}",
            List.of("{'title':'x'}", "{'key':'../x'}", "{'key':'2','Location':{}}")));
    all.add(
        new ListCase(
            "sabnzbd",
            "/api?mode=queue",
            "{'queue':{'version':'4.3','slots':[%s]}}",
            "/downloads?client_id={id}",
            "{'nzo_id':'SABnzbd_nzo_a','filename':'a','mb':'1','mbleft':'1','status':'Queued'}",
            List.of("{'filename':'x'}", "{'nzo_id':''}", "{'nzo_id':'b','filename':{}}")));
    all.add(
        new ListCase(
            "sabnzbd",
            "/api?mode=history",
            "{'history':{'slots':[%s]}}",
            "/downloads?client_id={id}",
            "{'nzo_id':'SABnzbd_nzo_a','name':'a','status':'Completed','bytes':1}",
            List.of("{'name':'x'}", "{'nzo_id':'b','name':[]}")));
    all.add(
        new ListCase(
            "transmission",
            "/rpc",
            "{'result':'success','arguments':"
                + "{'version':'3.00','rpc-version':16,'torrents':[%s]}}",
            "/downloads?client_id={id}",
            "{'hashString':'" + "a".repeat(40) + "','name':'a','status':4}",
            List.of(
                "{'name':'x'}",
                "{'hashString':'none'}",
                "{'hashString':'" + "b".repeat(40) + "','labels':{}}")));
    return all.stream();
  }
}
