import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.velocity.Template;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.InvalidReferenceEventHandler;
import org.apache.velocity.context.Context;
import org.apache.velocity.runtime.RuntimeConstants;
import org.apache.velocity.runtime.RuntimeInstance;
import org.apache.velocity.runtime.parser.ParseException;
import org.apache.velocity.util.introspection.Info;

/** A template that was parsed once, and the request that it renders again and again. */
final class Workload {
    private final Template template;
    private final byte[] body;
    private final Map<String, Map<String, String>> parameters = new LinkedHashMap<>();
    private final Map<String, String> stageVariables;
    private final Object context;
    private final OutputWriter writer = new OutputWriter();

    Workload(Path folder) throws IOException, ParseException {
        template = parse(Files.readString(folder.resolve("template.vtl")));
        JsonNode request = new ObjectMapper().readTree(folder.resolve("request.json").toFile());
        body = request.path("body").asText().getBytes(StandardCharsets.UTF_8);
        for (String group : new String[] {"path", "querystring", "header"}) {
            parameters.put(group, texts(request.path("params").path(group)));
        }
        stageVariables = texts(request.path("stageVariables"));
        context = contextValue(request.path("context"));
    }

    /**
     * One request: body bytes in, output bytes out. Parameters, stage variables and {@code $context} are Java maps that
     * exist before; a gateway would have to fill them for each request.
     */
    byte[] render() {
        VelocityContext references = new VelocityContext();
        references.put("input", new Input(body, parameters));
        references.put("util", new Util());
        references.put("context", context);
        references.put("stageVariables", stageVariables);
        EventCartridge events = new EventCartridge();
        events.addEventHandler(EMPTY_FOR_NULL);
        events.attachToContext(references);
        writer.clear();
        template.merge(references, writer);
        return writer.bytes();
    }

    // Preparation

    private static final RuntimeInstance ENGINE = engine();

    private static RuntimeInstance engine() {
        RuntimeInstance engine = new RuntimeInstance();
        engine.setProperty(
            RuntimeConstants.RUNTIME_LOG_LOGSYSTEM_CLASS, "org.apache.velocity.runtime.log.NullLogChute");
        engine.setProperty(RuntimeConstants.VM_LIBRARY, "");
        engine.setProperty(RuntimeConstants.VM_PERM_ALLOW_INLINE, "false");
        engine.init();
        return engine;
    }

    private static Template parse(String source) throws ParseException {
        Template template = new Template();
        template.setName("template.vtl");
        template.setRuntimeServices(ENGINE);
        template.setData(ENGINE.parse(new StringReader(source), template.getName()));
        template.initDocument();
        return template;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> map = new LinkedHashMap<>();
        object.fields().forEachRemaining(field -> map.put(field.getKey(), field.getValue().asText()));
        return map;
    }

    private static Object contextValue(JsonNode node) {
        if (!node.isObject()) return node.asText();
        Map<String, Object> map = new HashMap<>();
        node.fields().forEachRemaining(field -> map.put(field.getKey(), contextValue(field.getValue())));
        return map;
    }

    /** The gateway's rule: a reference that leads to nothing is the empty text. */
    private static final InvalidReferenceEventHandler EMPTY_FOR_NULL = new InvalidReferenceEventHandler() {
        @Override
        public Object invalidGetMethod(Context context, String reference, Object object, String property, Info info) {
            return "";
        }

        @Override
        public boolean invalidSetMethod(Context context, String left, String right, Info info) {
            return false;
        }

        @Override
        public Object invalidMethod(Context context, String reference, Object object, String method, Info info) {
            return "";
        }
    };
}
