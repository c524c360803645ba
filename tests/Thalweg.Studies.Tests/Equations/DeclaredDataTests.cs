using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Weights;

namespace Thalweg.Studies.Tests.Equations;

/// <summary>Saved parameters of a problem with measured values know the file and what was in it.</summary>
public sealed class DeclaredDataTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("declared").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_file_is_named_from_the_root_and_has_to_be_as_it_was()
    {
        var path = Path.Combine(folder, "measured.csv");
        File.WriteAllText(path, "x,u\n0.5,1\n");
        var source = new PdeSource(
            Problems.Catalogue.Resolve(
                new Call(
                    "equation",
                    null,
                    [
                        new CallArgument("domain", "interval(0, 1)", default),
                        new CallArgument("residual", "D(u, x, x)", default),
                        new CallArgument("conditions", "u = 0 on boundary", default),
                        new CallArgument("data", Path.GetRelativePath(Environment.CurrentDirectory, path), default),
                    ],
                    default
                )
            ),
            Catalogues.Networks.Catalogue.Resolve("mlp(width=3, depth=1)", default),
            Trials.Catalogue.Resolve("hard", default),
            Quadratures.Catalogue.Resolve("gauss:4", default),
            Formulations.Catalogue.Resolve("galerkin", default)
        );
        var declaration = WeightDeclaration.Of(WeightDeclaration.Of(source).ToMetadata())!;
        Assert.Contains(path, declaration.Problem, StringComparison.Ordinal);
        Assert.Equal(
            Problems.IdentityOf(source.Problem),
            Problems.IdentityOf(declaration.Resolve("problem", default)!)
        );
        Assert.Empty(declaration.Contradictions(source, default));
        File.AppendAllText(path, "0.7,1\n");
        Assert.Contains(
            "were changed",
            Assert.Throws<InputException>(() => declaration.Resolve("problem", default)).Message,
            StringComparison.Ordinal
        );
        File.Delete(path);
        Assert.Contains(
            "not there any more",
            Assert.Throws<InputException>(() => declaration.Resolve("problem", default)).Message,
            StringComparison.Ordinal
        );
    }
}
