namespace Thalweg.Data.DataSets;

/// <summary>Which part of a data set.</summary>
public enum DataSplit
{
    Train,

    /// <summary>What is never trained on.</summary>
    Test,
}
