package dev.workerlet.servlet.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What web.xml says and the servlet API does not tell: who allows asynchronous requests, and which filters see asynchronous
 * dispatches. Immutable.
 *
 * @param asyncSupported by the names of servlets and filters that are declared
 * @param mappings the mappings of filters in order
 */
public record DeploymentDescriptor(Map<String, Boolean> asyncSupported, List<FilterMapping> mappings) {
    /** Where it stands in a web application. */
    public static final String PATH = "/WEB-INF/web.xml";

    /** No descriptor. */
    public static final DeploymentDescriptor NONE = new DeploymentDescriptor(Map.of(), List.of());

    /**
     * One mapping of a filter.
     *
     * @param filter its name
     * @param async whether it sees asynchronous dispatches
     */
    public record FilterMapping(String filter, boolean async) {}

    public DeploymentDescriptor {
        asyncSupported = Map.copyOf(asyncSupported);
        mappings = List.copyOf(mappings);
    }

    /** Reads a descriptor; one that can't be read counts as none, its mistakes are the container's to report. */
    public static DeploymentDescriptor read(@Nullable InputStream content) {
        if (content == null) {
            return NONE;
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // Without one it prints on the process's standard error stream.
            builder.setErrorHandler(new DefaultHandler());
            return of(builder.parse(content).getDocumentElement());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            return NONE;
        }
    }

    private static DeploymentDescriptor of(Element root) {
        Map<String, Boolean> asyncSupported = new HashMap<>();
        List<FilterMapping> mappings = new ArrayList<>();
        for (Element element : children(root)) {
            switch (element.getLocalName()) {
                case "servlet", "filter" ->
                    asyncSupported.put(
                            text(element, element.getLocalName() + "-name"),
                            text(element, "async-supported").equals("true"));
                case "filter-mapping" -> mappings.add(mapping(element));
                default -> {
                    // Nothing that matters here.
                }
            }
        }
        return new DeploymentDescriptor(asyncSupported, mappings);
    }

    private static FilterMapping mapping(Element element) {
        boolean async = children(element).stream()
                .anyMatch(child -> child.getLocalName().equals("dispatcher")
                        && child.getTextContent().trim().equals("ASYNC"));
        return new FilterMapping(text(element, "filter-name"), async);
    }

    private static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static String text(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getLocalName().equals(name))
                .map(child -> child.getTextContent().trim())
                .findFirst()
                .orElse("");
    }

    /** Throws when the servlet or filter is declared without {@code async-supported}. */
    public void requireAsyncSupported(String kind, String name) {
        if (Boolean.FALSE.equals(asyncSupported.get(name))) {
            throw new ConfigurationException(PATH + ": the " + kind + " \"" + name
                    + "\" answers asynchronously; put <async-supported>true</async-supported> into its <" + kind
                    + "> element");
        }
    }

    /** The filters mapped after {@code filter} that do not see asynchronous dispatches, in alphabetical order. */
    public TreeSet<String> leftOutBehind(String filter) {
        TreeSet<String> leftOut = new TreeSet<>();
        boolean behind = false;
        for (FilterMapping mapping : mappings) {
            if (mapping.filter().equals(filter)) {
                behind = true;
            } else if (behind && !mapping.async()) {
                leftOut.add(mapping.filter());
            }
        }
        return leftOut;
    }
}
