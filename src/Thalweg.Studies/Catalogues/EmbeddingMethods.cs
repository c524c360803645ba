using Thalweg.Landscapes.Embeddings;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>Places parameter vectors in a few dimensions.</summary>
public delegate Embedding EmbeddingMethod(ParameterSet vectors, int dimensions, WorkerTeam team);

/// <summary>The ways in which parameter vectors become points of a few dimensions.</summary>
public static class EmbeddingMethods
{
    public static Catalogue<Func<ResolvedCall, EmbeddingMethod>> Catalogue { get; } =
        new(
            "embedding",
            "embeddings",
            "How parameter vectors become points of a few dimensions",
            [
                new(
                    new("pca", "principal components: the directions of the largest variance", [])
                    {
                        AlsoKnownAs = ["principal-components"],
                    },
                    _ => Embedding.PrincipalComponents
                ),
                new(
                    new(
                        "kernel-pca",
                        "kernel principal components",
                        [
                            new WordOption(
                                "kernel",
                                "rbf",
                                "what stands for the product of two vectors",
                                ["rbf", "linear", "polynomial", "sigmoid"]
                            ),
                            new NumberOption("width", null, "2σ² of rbf; the number of parameters if absent")
                            {
                                Minimum = 0,
                                ExcludesMinimum = true,
                                IsOptional = true,
                            },
                            new IntegerOption("degree", null, "of polynomial; 3 if absent")
                            {
                                Maximum = 32,
                                IsOptional = true,
                            },
                        ]
                    )
                    {
                        AlsoKnownAs = ["kpca"],
                        Rule = call =>
                            call.Has("width") && call.Word("kernel") != "rbf"
                                ? $"width belongs to kernel=rbf, and the kernel is {call.Word("kernel")}; leave it out"
                            : call.Has("degree") && call.Word("kernel") != "polynomial"
                                ? $"degree belongs to kernel=polynomial, and the kernel is {call.Word("kernel")}; leave it out"
                            : null,
                    },
                    call =>
                        (vectors, dimensions, team) =>
                            Embedding.KernelComponents(vectors, KernelOf(call), dimensions, team)
                ),
                new(
                    new(
                        "mds",
                        "classical scaling of distances",
                        [
                            new WordOption(
                                "distance",
                                "euclidean",
                                "between two vectors: euclidean, or the largest difference of an entry",
                                ["euclidean", "largest"]
                            ),
                        ]
                    )
                    {
                        AlsoKnownAs = ["classical-mds", "scaling"],
                    },
                    call =>
                        (vectors, dimensions, team) =>
                            Embedding.ClassicalScaling(
                                vectors.Distances(call.Word("distance") == "largest"),
                                dimensions,
                                team
                            )
                ),
            ]
        );

    /// <summary>The method that a checked call describes.</summary>
    public static EmbeddingMethod Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)(call);
    }

    private static Kernel KernelOf(ResolvedCall call) =>
        call.Word("kernel") switch
        {
            "linear" => new LinearKernel(),
            "polynomial" => new PolynomialKernel(call.Has("degree") ? call.Integer("degree") : 3),
            "sigmoid" => new SigmoidKernel(),
            _ => new RadialKernel(call.Has("width") ? call.Number("width") : null),
        };
}
