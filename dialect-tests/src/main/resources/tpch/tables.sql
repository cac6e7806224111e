-- The keys and indexes that an application with these tables would have.
CREATE TABLE region (r_regionkey INTEGER, r_name VARCHAR, r_comment VARCHAR, PRIMARY KEY (r_regionkey));
CREATE TABLE nation (n_nationkey INTEGER, n_name VARCHAR, n_regionkey INTEGER, n_comment VARCHAR, PRIMARY KEY (n_nationkey));
CREATE TABLE supplier (s_suppkey INTEGER, s_name VARCHAR, s_address VARCHAR, s_nationkey INTEGER, s_phone VARCHAR,
  s_acctbal NUMERIC, s_comment VARCHAR, PRIMARY KEY (s_suppkey),
  GLOBAL INDEX supplier_by_nation (s_nationkey, s_suppkey) PROJECTION ALL);
CREATE TABLE part (p_partkey INTEGER, p_name VARCHAR, p_mfgr VARCHAR, p_brand VARCHAR, p_type VARCHAR, p_size INTEGER,
  p_container VARCHAR, p_retailprice NUMERIC, p_comment VARCHAR, PRIMARY KEY (p_partkey),
  GLOBAL INDEX part_by_brand (p_brand, p_partkey) PROJECTION ALL);
CREATE TABLE partsupp (ps_partkey INTEGER, ps_suppkey INTEGER, ps_availqty INTEGER, ps_supplycost NUMERIC,
  ps_comment VARCHAR, PRIMARY KEY (ps_partkey, ps_suppkey),
  GLOBAL INDEX partsupp_by_supplier (ps_suppkey, ps_partkey) PROJECTION INCLUDE (ps_availqty, ps_supplycost));
CREATE TABLE customer (c_custkey INTEGER, c_name VARCHAR, c_address VARCHAR, c_nationkey INTEGER, c_phone VARCHAR,
  c_acctbal NUMERIC, c_mktsegment VARCHAR, c_comment VARCHAR, PRIMARY KEY (c_custkey),
  GLOBAL INDEX customer_by_nation (c_nationkey, c_custkey) PROJECTION ALL);
CREATE TABLE orders (o_orderkey BIGINT, o_custkey INTEGER, o_orderstatus VARCHAR, o_totalprice NUMERIC, o_orderdate DATE,
  o_orderpriority VARCHAR, o_clerk VARCHAR, o_shippriority INTEGER, o_comment VARCHAR, PRIMARY KEY (o_orderkey),
  GLOBAL INDEX orders_by_customer (o_custkey, o_orderdate) PROJECTION ALL);
CREATE TABLE lineitem (l_orderkey BIGINT, l_partkey INTEGER, l_suppkey INTEGER, l_linenumber INTEGER, l_quantity NUMERIC,
  l_extendedprice NUMERIC, l_discount NUMERIC, l_tax NUMERIC, l_returnflag VARCHAR, l_linestatus VARCHAR, l_shipdate DATE,
  l_commitdate DATE, l_receiptdate DATE, l_shipinstruct VARCHAR, l_shipmode VARCHAR, l_comment VARCHAR,
  PRIMARY KEY (l_orderkey, l_linenumber),
  GLOBAL INDEX lineitem_by_part (l_partkey, l_orderkey)
    PROJECTION INCLUDE (l_suppkey, l_quantity, l_extendedprice, l_discount, l_shipdate, l_shipmode, l_shipinstruct));
