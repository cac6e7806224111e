package org.dynamojdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.sf.jasperreports.engine.JRElement;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JRPrintElement;
import net.sf.jasperreports.engine.JRPrintPage;
import net.sf.jasperreports.engine.JRPrintText;
import net.sf.jasperreports.engine.JasperCompileManager;
import net.sf.jasperreports.engine.JasperExportManager;
import net.sf.jasperreports.engine.JasperFillManager;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.design.JRDesignBand;
import net.sf.jasperreports.engine.design.JRDesignExpression;
import net.sf.jasperreports.engine.design.JRDesignField;
import net.sf.jasperreports.engine.design.JRDesignGroup;
import net.sf.jasperreports.engine.design.JRDesignParameter;
import net.sf.jasperreports.engine.design.JRDesignQuery;
import net.sf.jasperreports.engine.design.JRDesignSection;
import net.sf.jasperreports.engine.design.JRDesignTextField;
import net.sf.jasperreports.engine.design.JRDesignVariable;
import net.sf.jasperreports.engine.design.JasperDesign;
import net.sf.jasperreports.engine.type.CalculationEnum;
import net.sf.jasperreports.engine.type.ResetTypeEnum;
import org.junit.jupiter.api.Test;

/** JasperReports: a report with groups and sums, filled by a query with parameters and printed to PDF. */
class JasperReportsIT {
    private static final int LINE = 16;

    @Test
    void aReportWithGroupsBecomesAPdf() throws Exception {
        try (Shop shop = Shop.open("jasper");
                Connection connection = shop.connect()) {
            JasperPrint print = JasperFillManager.fillReport(
                    JasperCompileManager.compileReport(design()),
                    new HashMap<>(Map.of("customers", List.of("c0", "c2"), "least", new BigDecimal("5"))),
                    connection);
            List<String> texts = texts(print);
            // c0 has the orders 6, 9, ... 27; c2 has 5, 8, ... 29
            assertThat(texts).contains("Customer c0", "Customer c2").doesNotContain("Customer c1");
            assertThat(texts).contains("Sum of c0: 134.00", "Sum of c2: 155.25");
            assertThat(texts).contains("2024-01-28", "27.25").doesNotContain("2024-01-01");
            Path pdf = Path.of("target", "orders.pdf");
            JasperExportManager.exportReportToPdfFile(print, pdf.toString());
            assertThat(Files.readString(pdf, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .startsWith("%PDF-");
        }
    }

    /** A field of bytes is read by getBinaryStream, one of anything else by its own getter. */
    @Test
    void bytesAreReadAsStreams() throws Exception {
        try (Shop shop = Shop.open("jasper-bytes");
                Connection connection = shop.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO \"order-notes\" (id, seal) VALUES ('b', X'6869')");
            JasperDesign design = new JasperDesign();
            design.setName("seals");
            JRDesignQuery query = new JRDesignQuery();
            query.setText("SELECT id, seal FROM \"order-notes\" WHERE id = 'b'");
            design.setQuery(query);
            field(design, "id", String.class);
            field(design, "seal", InputStream.class);
            ((JRDesignSection) design.getDetailSection())
                    .addBand(band(text(
                            0,
                            200,
                            "$F{id} + \": \" + new String($F{seal}.readAllBytes(),"
                                    + " java.nio.charset.StandardCharsets.UTF_8)")));
            JasperPrint print = JasperFillManager.fillReport(
                    JasperCompileManager.compileReport(design), new HashMap<>(), connection);
            assertThat(texts(print)).containsExactly("b: hi");
        }
    }

    private static JasperDesign design() throws JRException {
        JasperDesign design = new JasperDesign();
        design.setName("orders");
        design.setProperty("net.sf.jasperreports.jdbc.fetch.size", "10");
        design.setProperty("net.sf.jasperreports.jdbc.query.timeout", "30");
        parameter(design, "customers", Collection.class);
        parameter(design, "least", BigDecimal.class);
        JRDesignQuery query = new JRDesignQuery();
        query.setText("SELECT customer, placed, total, status FROM orders"
                + " WHERE $X{IN, customer, customers} AND total >= $P{least} ORDER BY customer, placed");
        design.setQuery(query);
        field(design, "customer", String.class);
        field(design, "placed", String.class);
        field(design, "total", BigDecimal.class);
        field(design, "status", String.class);
        JRDesignGroup group = new JRDesignGroup();
        group.setName("by_customer");
        group.setExpression(new JRDesignExpression("$F{customer}"));
        JRDesignVariable sum = new JRDesignVariable();
        sum.setName("sum");
        sum.setValueClass(BigDecimal.class);
        sum.setExpression(new JRDesignExpression("$F{total}"));
        sum.setCalculation(CalculationEnum.SUM);
        sum.setResetType(ResetTypeEnum.GROUP);
        sum.setResetGroup(group.getName());
        design.addGroup(group);
        design.addVariable(sum);
        ((JRDesignSection) group.getGroupHeaderSection()).addBand(band(text(0, 300, "\"Customer \" + $F{customer}")));
        ((JRDesignSection) group.getGroupFooterSection())
                .addBand(band(text(0, 300, "\"Sum of \" + $F{customer} + \": \" + $V{sum}")));
        ((JRDesignSection) design.getDetailSection())
                .addBand(band(
                        text(20, 120, "$F{placed}"),
                        text(140, 120, "$F{total}.toPlainString()"),
                        text(260, 120, "$F{status}")));
        design.setTitle(band(text(0, 400, "\"Orders of at least \" + $P{least}")));
        return design;
    }

    private static void parameter(JasperDesign design, String name, Class<?> type) throws JRException {
        JRDesignParameter parameter = new JRDesignParameter();
        parameter.setName(name);
        parameter.setValueClass(type);
        design.addParameter(parameter);
    }

    private static void field(JasperDesign design, String name, Class<?> type) throws JRException {
        JRDesignField field = new JRDesignField();
        field.setName(name);
        field.setValueClass(type);
        design.addField(field);
    }

    private static JRDesignTextField text(int x, int width, String expression) {
        JRDesignTextField text = new JRDesignTextField();
        text.setX(x);
        text.setWidth(width);
        text.setHeight(LINE);
        text.setExpression(new JRDesignExpression(expression));
        return text;
    }

    private static JRDesignBand band(JRElement... elements) {
        JRDesignBand band = new JRDesignBand();
        band.setHeight(LINE + 4);
        for (JRElement element : elements) {
            band.addElement(element);
        }
        return band;
    }

    private static List<String> texts(JasperPrint print) {
        List<String> texts = new ArrayList<>();
        for (JRPrintPage page : print.getPages()) {
            for (JRPrintElement element : page.getElements()) {
                if (element instanceof JRPrintText text) {
                    texts.add(text.getFullText());
                }
            }
        }
        return texts;
    }
}
