#!/usr/bin/python3
"""Opens tables in LibreOffice Base through the all-in-one jar, headless.

    open-table.py JAR FILE

JAR is the all-in-one jar, FILE names the class path of DynamoDB Local (dynamodb-local/target/classpath.txt).
Needs LibreOffice with Base, its Java support and the Python that has its module uno (Debian: libreoffice-base,
libreoffice-java-common, python3-uno). Prints one line per check and ends with 1 when one failed, with 77 when LibreOffice
is not there.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

ABSENT = 77

try:
    import uno
    from com.sun.star.beans import PropertyValue
    from com.sun.star.connection import NoConnectException
except ImportError:
    print("LibreOffice's Python module uno is not installed")
    sys.exit(ABSENT)
if shutil.which("soffice") is None:
    print("soffice is not on the PATH")
    sys.exit(ABSENT)


def prop(name, value):
    result = PropertyValue()
    result.Name = name
    result.Value = value
    return result


def rows(result_set, columns):
    found = []
    while result_set.next():
        found.append(tuple(result_set.getString(i + 1) for i in range(columns)))
    return found


failures = []


def check(what, actual, expected):
    if actual == expected:
        print("ok   " + what)
    else:
        failures.append(what)
        print("FAIL " + what + ": " + repr(actual) + " instead of " + repr(expected))


def query(connection, sql):
    statement = connection.createStatement()
    statement.EscapeProcessing = False
    return statement.executeQuery(sql)


def row_set(context, source, command, kind, **extra):
    result = context.ServiceManager.createInstanceWithContext("com.sun.star.sdb.RowSet", context)
    result.DataSourceName = source
    result.CommandType = kind
    result.Command = command
    for name, value in extra.items():
        setattr(result, name, value)
    result.execute()
    return result


def use(context, directory, jar, classpath_file):
    manager = context.ServiceManager
    url = "jdbc:dynamodb:embedded:office?embeddedClasspath=" + urllib.parse.quote(classpath_file)
    databases = manager.createInstanceWithContext("com.sun.star.sdb.DatabaseContext", context)
    source = databases.createInstance()
    source.URL = url
    source.Settings.JavaDriverClass = "org.dynamojdbc.DynamoDriver"
    source.Settings.JavaDriverClassPath = uno.systemPathToFileUrl(jar)
    file = uno.systemPathToFileUrl(os.path.join(directory, "shop.odb"))
    source.DatabaseDocument.storeAsURL(file, ())
    connection = databases.getByName(file).getConnection("", "")

    statement = connection.createStatement()
    statement.EscapeProcessing = False
    statement.execute("CREATE TABLE customers (id VARCHAR PRIMARY KEY, name VARCHAR, city VARCHAR)")
    statement.execute("CREATE TABLE \"order-lines\" (id VARCHAR, line NUMERIC, amount NUMERIC, PRIMARY KEY (id, line))")
    statement.execute("INSERT INTO customers (id, name, city) VALUES ('c1', 'Ada', 'Leeds'), ('c2', 'Grace', NULL)")
    statement.execute("INSERT INTO \"order-lines\" (id, line, amount) VALUES ('o1', 1, 9.75), ('o1', 2, 100)")

    tables = connection.Tables
    tables.refresh()
    check("Base lists the tables", sorted(tables.ElementNames), ["customers", "order-lines"])
    lines = tables.getByName("order-lines")
    check("its columns", sorted(lines.Columns.ElementNames), ["amount", "id", "line"])
    keys = [k.Columns.ElementNames for k in (lines.Keys.getByIndex(i) for i in range(lines.Keys.Count)) if k.Type == 1]
    check("its primary key", keys, [("id", "line")])
    check("all that a user may do", lines.Privileges & 15, 15)

    check(
        "a query of one's own",
        rows(query(connection, "SELECT name FROM customers WHERE id = 'c1'"), 1),
        [("Ada",)],
    )
    check(
        "a query of Base's own parser",
        rows(connection.createStatement().executeQuery('SELECT "line", "amount" FROM "order-lines" WHERE "id" = \'o1\''), 2),
        [("1", "9.75"), ("2", "100")],
    )

    grid = row_set(context, file, "customers", 0)
    shown = []
    while grid.next():
        shown.append((grid.getString(1), grid.getString(2)))
    check("the table opens as a grid", sorted(shown), [("c1", "Ada"), ("c2", "Grace")])
    check("the grid may be edited", grid.Privileges & 15, 15)
    grid.moveToInsertRow()
    grid.updateString(grid.findColumn("id"), "c3")
    grid.updateString(grid.findColumn("name"), "Edsger")
    grid.insertRow()
    check(
        "a row added in the grid is stored",
        rows(query(connection, "SELECT name FROM customers WHERE id = 'c3'"), 1),
        [("Edsger",)],
    )
    grid.dispose()

    edited = row_set(context, file, "customers", 0, Filter="\"id\" = 'c1'", ApplyFilter=True)
    check("the filter finds the row", edited.next(), True)
    edited.updateString(edited.findColumn("city"), "York")
    edited.updateRow()
    check(
        "a cell changed in the grid is stored",
        rows(query(connection, "SELECT city FROM customers WHERE id = 'c1'"), 1),
        [("York",)],
    )
    edited.dispose()

    removed = row_set(context, file, "customers", 0, Filter="\"id\" = 'c3'", ApplyFilter=True)
    check("the filter finds the added row", removed.next(), True)
    removed.deleteRow()
    check(
        "a row removed in the grid is gone",
        rows(query(connection, "SELECT name FROM customers WHERE id = 'c3'"), 1),
        [],
    )
    removed.dispose()
    connection.close()


def main():
    jar, classpath_file = (os.path.abspath(path) for path in sys.argv[1:3])
    directory = tempfile.mkdtemp(prefix="dynamo-jdbc-office")
    pipe = "dynamojdbc" + str(os.getpid())
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            "--accept=pipe,name=" + pipe + ";urp;",
            "-env:UserInstallation=" + uno.systemPathToFileUrl(os.path.join(directory, "profile")),
        ]
    )
    desktop = None
    try:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        deadline = time.time() + 90
        context = None
        while context is None:
            try:
                context = resolver.resolve("uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext")
            except NoConnectException:
                if time.time() > deadline or office.poll() not in (None, 81):
                    print("FAIL LibreOffice did not start")
                    return 1
                time.sleep(0.2)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        use(context, directory, jar, classpath_file)
    finally:
        try:
            if desktop is not None:
                desktop.terminate()
            office.wait(30)
        except Exception:
            office.kill()
        shutil.rmtree(directory, ignore_errors=True)
    return 1 if failures else 0


sys.exit(main())
