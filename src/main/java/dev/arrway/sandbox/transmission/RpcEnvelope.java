package dev.arrway.sandbox.transmission;

import io.vertx.core.json.JsonObject;

/** The form of the requests and answers of one protocol. */
interface RpcEnvelope {
  /** Returns the spelling of all names. */
  RpcNames names();

  /** Returns the name of the method; empty when there is none. */
  String method(JsonObject request);

  /** Returns the arguments; empty when there are none. */
  JsonObject arguments(JsonObject request);

  /** Returns the answer to a request that was carried out. */
  JsonObject success(JsonObject request, JsonObject result);

  /** Returns the answer to a request that was refused. */
  JsonObject refusal(JsonObject request, String text);

  /** Returns the answer to a request for a method that does not exist. */
  JsonObject unknownMethod(JsonObject request);

  /** Returns an object within a request; an empty one when there is none. */
  static JsonObject object(JsonObject request, String name) {
    return request.getValue(name) instanceof JsonObject object ? object : new JsonObject();
  }

  /** Returns a text within a request; an empty one when there is none. */
  static String text(JsonObject request, String name) {
    return request.getValue(name) instanceof String text ? text : "";
  }

  /** The protocol of all versions. */
  RpcEnvelope LEGACY =
      new RpcEnvelope() {
        @Override
        public RpcNames names() {
          return RpcNames.LEGACY;
        }

        @Override
        public String method(JsonObject request) {
          return text(request, "method");
        }

        @Override
        public JsonObject arguments(JsonObject request) {
          return object(request, "arguments");
        }

        @Override
        public JsonObject success(JsonObject request, JsonObject result) {
          return tagged(
              request, new JsonObject().put("arguments", result).put("result", "success"));
        }

        @Override
        public JsonObject refusal(JsonObject request, String text) {
          JsonObject arguments = new JsonObject();
          return tagged(request, new JsonObject().put("arguments", arguments).put("result", text));
        }

        @Override
        public JsonObject unknownMethod(JsonObject request) {
          return refusal(
              request, method(request).isEmpty() ? "no method name" : "method name not recognized");
        }

        private static JsonObject tagged(JsonObject request, JsonObject answer) {
          return request.getValue("tag") instanceof Number tag ? answer.put("tag", tag) : answer;
        }
      };

  /** The protocol since 4.1. */
  RpcEnvelope JSON_RPC =
      new RpcEnvelope() {
        private static final int METHOD_NOT_FOUND = -32_601;

        @Override
        public RpcNames names() {
          return RpcNames.SNAKE;
        }

        @Override
        public String method(JsonObject request) {
          return text(request, "method");
        }

        @Override
        public JsonObject arguments(JsonObject request) {
          return object(request, "params");
        }

        @Override
        public JsonObject success(JsonObject request, JsonObject result) {
          return answer(request).put("result", result);
        }

        @Override
        public JsonObject refusal(JsonObject request, String text) {
          RpcErrorKind kind = RpcErrorKind.of(text);
          JsonObject error = error(kind.code(), kind.message());
          JsonObject data = new JsonObject().put("error_string", text);
          return answer(request)
              .put("error", text.equals(kind.message()) ? error : error.put("data", data));
        }

        @Override
        public JsonObject unknownMethod(JsonObject request) {
          return answer(request).put("error", error(METHOD_NOT_FOUND, "Method not found"));
        }

        private static JsonObject answer(JsonObject request) {
          return new JsonObject().put("jsonrpc", "2.0").put("id", request.getValue("id"));
        }

        private static JsonObject error(int code, String message) {
          return new JsonObject().put("code", code).put("message", message);
        }
      };
}
