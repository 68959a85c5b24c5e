"""The XML namespaces of the standards."""

from __future__ import annotations

XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

# SCORM 1.2
IMSCP_12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
IMSMD_12 = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
ADLCP_12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2"

# SCORM 2004, all editions
IMSCP_2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP_2004 = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLSEQ_2004 = "http://www.adlnet.org/xsd/adlseq_v1p3"
ADLNAV_2004 = "http://www.adlnet.org/xsd/adlnav_v1p3"
IMSSS_2004 = "http://www.imsglobal.org/xsd/imsss"

# cmi5 1.0
CMI5 = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
