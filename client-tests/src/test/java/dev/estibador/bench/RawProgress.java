package dev.estibador.bench;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Messages of a pull, read token by token. */
final class RawProgress {
    /** One message; what it did not have is null or 0. */
    record Message(String status, String id, String progress, long current, long total) {}

    private final JsonParser json;
    private String status;
    private String id;
    private String progress;
    private long current;
    private long total;

    RawProgress(JsonParser json) {
        this.json = json;
    }

    /** The next message; null at the end. */
    Message next() {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        status = null;
        id = null;
        progress = null;
        current = 0;
        total = 0;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            value(name);
        }
        return new Message(status, id, progress, current, total);
    }

    private void value(String name) {
        JsonToken token = json.nextToken();
        switch (name) {
            case "status" -> status = json.getString();
            case "id" -> id = json.getString();
            case "progress" -> progress = json.getString();
            case "current" -> current = json.getLongValue();
            case "total" -> total = json.getLongValue();
            case "progressDetail" -> {
                for (String inner = json.nextName(); inner != null; inner = json.nextName()) {
                    value(inner);
                }
            }
            default -> {
                if (token.isStructStart()) {
                    json.skipChildren();
                }
            }
        }
    }
}
