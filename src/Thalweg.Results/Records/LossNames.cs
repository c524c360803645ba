namespace Thalweg.Results.Records;

/// <summary>What names of losses in records are made of.</summary>
public static class LossNames
{
    /// <summary>What follows the name of a loss that has the weights that the training of its centre ended with: the last ones of
    /// <c>history.weights</c>, and <c>factors</c> of its arrays.</summary>
    public const string FinalWeights = ", final weights";
}
