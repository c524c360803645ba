namespace Thalweg.Studies.Tests.Syntax;

/// <summary>Study files that tests start from.</summary>
internal static class StudyTexts
{
    public const string Minimal = """
        name: tiny
        problem: poisson
        network: resnet(width=4, blocks=1)
        quadrature: simpson:200
        formulations: ritz
        train:
          steps: 10
        """;

    public static string InRepository(string path) => Path.Combine(Checkout.Root, path);
}
