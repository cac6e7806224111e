package org.dynamojdbc.dialect;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.dynamojdbc.dialect.Proofs.Proof;
import org.jspecify.annotations.Nullable;

/** What the tests of a class do: the texts and names in each, and in the methods and constants of its class that it uses. */
final class TestMethods extends TreeScanner<@Nullable Void, @Nullable Void> {
    private static final Set<String> TESTS =
            Set.of("Test", "ParameterizedTest", "TestFactory", "RepeatedTest", "Property", "Example");

    private final List<String> texts = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    private TestMethods() {}

    static Map<String, Proof> of(Path file) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, Proof> tests = new LinkedHashMap<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjects(file.toFile()));
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree tree) {
                        addTests(tree, tests);
                    }
                }
            }
        }
        return tests;
    }

    private static void addTests(ClassTree type, Map<String, Proof> tests) {
        Map<String, List<Tree>> members = new LinkedHashMap<>();
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method) {
                members.computeIfAbsent(method.getName().toString(), name -> new ArrayList<>())
                        .add(method);
            } else if (member instanceof VariableTree field) {
                members.computeIfAbsent(field.getName().toString(), name -> new ArrayList<>())
                        .add(field);
            }
        }
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && isTest(method)) {
                tests.put(method.getName().toString(), proof(method, members));
            }
        }
    }

    private static boolean isTest(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(annotation ->
                        TESTS.contains(annotation.getAnnotationType().toString()));
    }

    private static Proof proof(MethodTree test, Map<String, List<Tree>> members) {
        TestMethods seen = new TestMethods();
        Set<Tree> done = new LinkedHashSet<>();
        Deque<Tree> open = new ArrayDeque<>(List.of(test));
        while (!open.isEmpty()) {
            Tree tree = open.pop();
            if (done.add(tree)) {
                tree.accept(seen, null);
                seen.names.forEach(name -> open.addAll(members.getOrDefault(name, List.of())));
            }
        }
        return new Proof(List.copyOf(seen.texts), Set.copyOf(seen.names));
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void unused) {
        if (literal.getValue() instanceof String text) {
            texts.add(text);
        }
        return null;
    }

    /** Texts that are joined are one text; what is computed between them may be anything. */
    @Override
    public @Nullable Void visitBinary(BinaryTree binary, @Nullable Void unused) {
        if (binary.getKind() == Tree.Kind.PLUS) {
            String joined = joined(binary);
            if (!joined.isBlank()) {
                texts.add(joined);
            }
        }
        return super.visitBinary(binary, null);
    }

    private static String joined(Tree tree) {
        if (tree instanceof BinaryTree binary && binary.getKind() == Tree.Kind.PLUS) {
            return joined(binary.getLeftOperand()) + joined(binary.getRightOperand());
        }
        if (tree instanceof ParenthesizedTree inner) {
            return joined(inner.getExpression());
        }
        return tree instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : " ";
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree identifier, @Nullable Void unused) {
        names.add(identifier.getName().toString());
        return null;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree select, @Nullable Void unused) {
        names.add(select.getIdentifier().toString());
        return super.visitMemberSelect(select, null);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree reference, @Nullable Void unused) {
        names.add(reference.getName().toString());
        return super.visitMemberReference(reference, null);
    }
}
