package dev.arrway.domain.drift;

import dev.arrway.domain.arr.ArrObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Documents of a server, made by chance; the same chance makes the same. */
final class ServerDocuments {
  private static final List<String> QUALITIES =
      List.of("SDTV", "DVD", "HDTV-720p", "Bluray-720p", "HDTV-1080p", "Bluray-1080p", "Remux");

  final Map<ArrObject, List<Map<String, Object>>> documents = new EnumMap<>(ArrObject.class);

  ServerDocuments(long seed) {
    Random random = new Random(seed);
    documents.put(ArrObject.TAG, named("label", "tag", 1 + random.nextInt(5), Map.of()));
    List<Map<String, Object>> formats = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      formats.add(format(i, random));
    }
    documents.put(ArrObject.CUSTOM_FORMAT, formats);
    List<Map<String, Object>> profiles = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      profiles.add(profile(i, formats, random));
    }
    documents.put(ArrObject.QUALITY_PROFILE, profiles);
    documents.put(
        ArrObject.ROOT_FOLDER,
        named("path", "/folder", 1 + random.nextInt(3), Map.of("accessible", true)));
    documents.put(
        ArrObject.NAMING,
        list(map("id", 1, "renameMovies", random.nextBoolean(), "format", "{Title}")));
    documents.put(
        ArrObject.MEDIA_MANAGEMENT,
        list(map("id", 1, "recycleBinCleanupDays", random.nextInt(9), "recycleBin", "")));
  }

  State state() {
    return State.of(documents, Map.of("version", "5.1.2"));
  }

  /** Other ids everywhere that the server made them. */
  void renumber(long seed) {
    Random random = new Random(seed);
    Map<Object, Object> formats = new HashMap<>();
    documents.forEach(
        (kind, all) ->
            all.forEach(
                one -> {
                  int id = 10_000 + random.nextInt(1_000_000);
                  if (kind == ArrObject.CUSTOM_FORMAT) {
                    formats.put(one.get("id"), id);
                  }
                  one.put("id", id);
                }));
    for (Map<String, Object> profile : documents.get(ArrObject.QUALITY_PROFILE)) {
      list(profile, "formatItems").forEach(i -> i.put("format", formats.get(i.get("format"))));
      for (Map<String, Object> item : list(profile, "items")) {
        if (item.containsKey("id")) {
          int id = 2_000_000 + random.nextInt(1_000_000);
          if (item.get("id").equals(profile.get("cutoff"))) {
            profile.put("cutoff", id);
          }
          item.put("id", id);
        }
      }
    }
  }

  /** Another order everywhere that it means nothing, and other free space. */
  void shuffle(long seed) {
    Random random = new Random(seed);
    documents.values().forEach(all -> Collections.shuffle(all, random));
    for (Map<String, Object> profile : documents.get(ArrObject.QUALITY_PROFILE)) {
      Collections.shuffle(list(profile, "formatItems"), random);
      list(profile, "items").stream()
          .filter(item -> item.containsKey("id"))
          .forEach(group -> Collections.shuffle(list(group, "items"), random));
    }
    for (Map<String, Object> format : documents.get(ArrObject.CUSTOM_FORMAT)) {
      Collections.shuffle(list(format, "specifications"), random);
    }
    for (Map<String, Object> folder : documents.get(ArrObject.ROOT_FOLDER)) {
      folder.put("freeSpace", random.nextLong());
      folder.put("unmappedFolders", List.of(map("name", "x" + random.nextInt())));
    }
  }

  /** One value becomes another; gives the path that is expected to be reported. */
  String change(int which, Random random) {
    Map<String, Object> profile = any(ArrObject.QUALITY_PROFILE, random);
    Map<String, Object> format = any(ArrObject.CUSTOM_FORMAT, random);
    String ofProfile = "quality_profiles[" + profile.get("name") + "].";
    String ofFormat = "custom_formats[" + format.get("name") + "].";
    switch (which % 12) {
      case 0 -> {
        profile.put("minFormatScore", 77);
        return ofProfile + "min_format_score";
      }
      case 1 -> {
        profile.put("cutoff", profile.get("cutoff").equals(3) ? 4 : 3);
        return ofProfile + "cutoff";
      }
      case 2 -> {
        Map<String, Object> item = any(list(profile, "items"), random);
        item.put("allowed", !((boolean) item.get("allowed")));
        return ofProfile + "qualities[" + label(item) + "].allowed";
      }
      case 3 -> {
        List<Map<String, Object>> items = list(profile, "items");
        Collections.swap(items, 0, 1 + random.nextInt(items.size() - 1));
        return ofProfile + "order";
      }
      case 4 -> {
        Map<String, Object> item = any(list(profile, "formatItems"), random);
        item.put("score", (int) item.get("score") + 10);
        return ofProfile + "format_scores[" + item.get("name") + "]";
      }
      case 5 -> {
        profile.put("language", map("id", 9, "name", "Finnish"));
        return ofProfile + "language";
      }
      case 6 -> {
        format.put("includeCustomFormatWhenRenaming", 5);
        return ofFormat + "include_custom_format_when_renaming";
      }
      case 7 -> {
        Map<String, Object> specification = any(list(format, "specifications"), random);
        any(list(specification, "fields"), random).put("value", "other");
        return ofFormat + "specifications[" + specification.get("name") + "].fields[value]";
      }
      case 8 -> {
        Map<String, Object> specification = any(list(format, "specifications"), random);
        specification.put("negate", !((boolean) specification.get("negate")));
        return ofFormat + "specifications[" + specification.get("name") + "].negate";
      }
      case 9 -> {
        documents.get(ArrObject.NAMING).get(0).put("format", "{Year}");
        return "naming.format";
      }
      case 10 -> {
        documents.get(ArrObject.MEDIA_MANAGEMENT).get(0).put("recycleBinCleanupDays", 99);
        return "media_management.recycle_bin_cleanup_days";
      }
      default -> {
        Map<String, Object> folder = any(ArrObject.ROOT_FOLDER, random);
        folder.put("accessible", false);
        return "root_folders[" + folder.get("path") + "].accessible";
      }
    }
  }

  private Map<String, Object> any(ArrObject kind, Random random) {
    return any(documents.get(kind), random);
  }

  static Map<String, Object> any(List<Map<String, Object>> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  private static Map<String, Object> format(int number, Random random) {
    List<Map<String, Object>> specifications = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      specifications.add(
          map(
              "name",
              "looks for " + i,
              "implementation",
              "ReleaseTitleSpecification",
              "infoLink",
              "https://example.invalid",
              "negate",
              random.nextBoolean(),
              "required",
              random.nextBoolean(),
              "fields",
              list(map("order", 0, "name", "value", "value", "text" + random.nextInt(9)))));
    }
    return map(
        "id",
        number + 1,
        "name",
        "Format " + number,
        "includeCustomFormatWhenRenaming",
        false,
        "specifications",
        specifications);
  }

  private static Map<String, Object> profile(
      int number, List<Map<String, Object>> formats, Random random) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < QUALITIES.size(); i++) {
      items.add(single(i, QUALITIES.get(i), random.nextBoolean()));
    }
    items.add(
        map(
            "id",
            1000,
            "name",
            "WEB 1080p",
            "allowed",
            random.nextBoolean(),
            "items",
            list(single(50, "WEBRip-1080p", true), single(51, "WEBDL-1080p", true))));
    Collections.shuffle(items, random);
    List<Map<String, Object>> scores = new ArrayList<>();
    formats.forEach(
        f ->
            scores.add(
                map("format", f.get("id"), "name", f.get("name"), "score", random.nextInt(3))));
    return map(
        "id",
        number + 1,
        "name",
        "Profile " + number,
        "upgradeAllowed",
        random.nextBoolean(),
        "cutoff",
        random.nextBoolean() ? 1000 : 5,
        "minFormatScore",
        0,
        "items",
        items,
        "formatItems",
        scores,
        "language",
        map("id", 1, "name", "English"));
  }

  private static Map<String, Object> single(int id, String name, boolean allowed) {
    return map("quality", map("id", id, "name", name), "items", list(), "allowed", allowed);
  }

  private static String label(Map<String, Object> item) {
    return item.get("quality") instanceof Map<?, ?> quality
        ? quality.get("name").toString()
        : item.get("name").toString();
  }

  private static List<Map<String, Object>> named(
      String key, String prefix, int count, Map<String, Object> more) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> one = map("id", i + 1, key, prefix + i);
      one.putAll(more);
      all.add(one);
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> list(Map<String, Object> of, String key) {
    return (List<Map<String, Object>>) of.get(key);
  }

  @SafeVarargs
  private static List<Map<String, Object>> list(Map<String, Object>... all) {
    return new ArrayList<>(List.of(all));
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i].toString(), pairs[i + 1]);
    }
    return map;
  }
}
