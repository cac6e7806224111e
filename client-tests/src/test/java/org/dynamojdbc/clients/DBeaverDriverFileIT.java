package org.dynamojdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Driver;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The driver definition that the documentation offers to DBeaver names this driver and URLs it takes. */
class DBeaverDriverFileIT {

    @Test
    void itsClassTakesTheUrlsOfItsTemplate() throws Exception {
        Element driver = (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("..", "docs", "tools", "dbeaver-drivers.xml").toFile())
                .getElementsByTagName("driver")
                .item(0);
        Driver made = Class.forName(driver.getAttribute("class"))
                .asSubclass(Driver.class)
                .getConstructor()
                .newInstance();
        String template = driver.getAttribute("url");
        String region = template.replace("{host}", "eu-west-1").replace("[:{port}]", "");
        String server = template.replace("{host}", "localhost").replace("[:{port}]", ":8000");
        assertThat(made.acceptsURL(region)).isTrue();
        assertThat(made.acceptsURL(server)).isTrue();
        made.connect(region, new java.util.Properties()).close();
        made.connect(server, new java.util.Properties()).close();
    }
}
